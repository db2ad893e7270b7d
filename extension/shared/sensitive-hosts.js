/**
 * The hosts that are off until a person switches them on, by kind. A module and not JSON: Chromium does not wake a
 * service worker that imports JSON.
 */
export const SENSITIVE_HOSTS = Object.freeze({
    local: [
        'localhost', 'local', 'lan', 'internal', 'home.arpa',
        '127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', '100.64.0.0/10',
        '0.0.0.0', '[::1]', '[fc*', '[fd*', '[fe80:*', '[::ffff:*',
    ],
    mail: [
        'mail.*', 'webmail.*', 'outlook.*', 'owa.*',
        'outlook.live.com', 'outlook.office.com', 'outlook.office365.com', 'hey.com', 'fastmail.com',
        'gmx.net', 'gmx.com', 'web.de', 'tuta.com', 'app.tuta.com', 'mailbox.org', 'posteo.de',
    ],
    banking: [
        'bank.*', 'banking.*', 'onlinebanking.*', 'online-banking.*', 'ebanking.*', 'ebank.*', 'mybank.*',
        'netbank.*', 'nettbank.*', 'netbanken.*', 'nettbanken.*', 'internetbank.*',
        'bankid.no', 'bankid.com', 'mitid.dk', 'freja.com', 'vipps.no', 'mobilepay.dk', 'swish.nu',
        'paypal.com', 'wise.com', 'revolut.com', 'chase.com', 'bankofamerica.com', 'wellsfargo.com',
        'hsbc.co.uk', 'barclays.co.uk', 'lloydsbank.co.uk', 'dnb.no', 'nordea.no', 'nordea.dk', 'nordea.se',
        'nordea.fi', 'danskebank.dk', 'danskebank.no', 'jyskebank.dk', 'nykredit.dk', 'sparebank1.no', 'seb.se',
        'swedbank.se', 'handelsbanken.se', 'sparkasse.de', 'commerzbank.de', 'ing.de',
    ],
    health: [
        'patient.*', 'patientportal.*', 'mychart.*', 'minjournal.*',
        'helsenorge.no', 'sundhed.dk', 'minsundhed.dk', '1177.se', 'kanta.fi', 'nhsapp.service.nhs.uk',
        'access.login.nhs.uk', 'patientaccess.com', 'mychart.org', 'followmyhealth.com', 'doctolib.de', 'doctolib.fr',
        'gesund.bund.de',
    ],
    login: [
        'login.*', 'signin.*', 'auth.*', 'sso.*', 'accounts.google.com', 'appleid.apple.com',
    ],
});
