import assert from 'node:assert/strict';
import { test } from 'node:test';

import { matches, originsFor, patternFrom, siteFrom, siteOf, siteOfOrigin } from '../../extension/shared/hosts.js';
import { defaults } from '../../extension/background/schema.js';
import { readsFrame, readsSite } from '../../extension/background/sites.js';

const on = (settings, host) => readsSite({ ...defaults(), ...settings }, host);

test('without a word from a person the default holds', () => {
    assert.deepEqual(on({}, 'shop.example'), { on: true, reason: 'default' });
    assert.deepEqual(on({ default: 'off' }, 'shop.example'), { on: false, reason: 'default' });
});

test('sensitive hosts are off whatever the default', () => {
    const hosts = [
        'localhost',
        'app.localhost',
        'printer.local',
        'nas.lan',
        '127.0.0.1',
        '127.9.9.9',
        '10.1.2.3',
        '172.16.0.1',
        '172.31.255.255',
        '192.168.1.1',
        '169.254.1.1',
        '[::1]',
        '[fd00::1]',
        '[fe80::1]',
        'mail.google.com',
        'outlook.live.com',
        'webmail.firm.example',
        'netbank.firm.example',
        'paypal.com',
        'login.firm.example',
        'helsenorge.no',
        'tjenester.helsenorge.no',
        'sundhed.dk',
        '1177.se',
    ];
    for (const host of hosts) {
        assert.deepEqual(on({}, host), { on: false, reason: 'sensitive' }, host);
    }
});

test('neighbours of sensitive hosts are not taken for them', () => {
    for (const host of [
        '172.32.0.1',
        '11.0.0.1',
        '8.8.8.8',
        'mailorder.example',
        'notpaypal.com',
        'banks.example',
        'locale.example',
        'healthshop.example',
    ]) {
        assert.equal(on({}, host).on, true, host);
    }
});

test('what a person said of a site holds for it and below it, the nearest word first', () => {
    const sites = { 'shop.example': 'off', 'outlet.shop.example': 'on' };
    assert.deepEqual(on({ sites }, 'shop.example'), { on: false, reason: 'site' });
    assert.deepEqual(on({ sites }, 'checkout.shop.example'), { on: false, reason: 'site' });
    assert.deepEqual(on({ sites }, 'outlet.shop.example'), { on: true, reason: 'site' });
    assert.deepEqual(on({ sites }, 'a.outlet.shop.example'), { on: true, reason: 'site' });
    assert.deepEqual(on({ sites }, 'myshop.example'), { on: true, reason: 'default' });
});

test('a site switched on by its own name is on though it is sensitive', () => {
    assert.equal(on({ sites: { localhost: 'on' } }, 'localhost').on, true);
    assert.equal(on({ sites: { '127.0.0.1': 'on' } }, '127.0.0.1').on, true);
    assert.equal(on({ sites: { 'mail.google.com': 'on' } }, 'mail.google.com').on, true);
});

test('switching a site on does not open the sensitive hosts below it', () => {
    assert.deepEqual(on({ sites: { 'google.com': 'on' } }, 'mail.google.com'), { on: false, reason: 'sensitive' });
});

test('the sensitive list can be changed', () => {
    assert.equal(on({ sensitive: { added: ['portal.*'], removed: [] } }, 'portal.firm.example').on, false);
    assert.equal(on({ sensitive: { added: [], removed: ['paypal.com'] } }, 'paypal.com').on, true);
});

test('a site named like a part of every object is only a site', () => {
    assert.deepEqual(on({}, 'constructor'), { on: true, reason: 'default' });
});

test('a frame is read when its page is, unless the frame is off itself', () => {
    const frame = (settings, host, top) => readsFrame({ ...defaults(), ...settings }, host, top);
    assert.equal(frame({}, 'ads.example', 'shop.example').on, true);
    assert.equal(frame({ sites: { 'shop.example': 'off' } }, 'ads.example', 'shop.example').on, false);
    assert.equal(frame({ sites: { 'ads.example': 'on' } }, 'ads.example', 'mail.google.com').on, false);
    assert.equal(frame({}, 'netbank.firm.example', 'shop.example').on, false);
    assert.equal(
        frame({ default: 'off', sites: { 'shop.example': 'on' } }, 'ads.example', 'shop.example').on,
        true,
    );
    assert.equal(frame({}, 'ads.example', null).on, true);
});

test('a site is the host of a web page, without www', () => {
    assert.equal(siteOf('https://www.Shop.example:8443/x?y#z'), 'shop.example');
    assert.equal(siteOf('http://www.example'), 'www.example');
    assert.equal(siteOf('http://[::1]:80/'), '[::1]');
    for (const url of [
        'chrome://extensions',
        'file:///etc/passwd',
        'about:blank',
        'data:text/html,x',
        'nonsense',
        '',
        undefined,
    ]) {
        assert.equal(siteOf(url), null, url);
    }
});

test('what people type as a site is understood, the rest refused', () => {
    assert.equal(siteFrom(' Shop.example '), 'shop.example');
    assert.equal(siteFrom('https://www.shop.example/mugs?x=1'), 'shop.example');
    assert.equal(siteFrom('blåbær.no'), 'xn--blbr-roah.no');
    for (const typed of ['', '   ', 'not a site', 'chrome://extensions', 'a..b', '<b>', 'shop.example/../..%00']) {
        assert.ok([null, 'shop.example'].includes(siteFrom(typed)), `${typed}: ${siteFrom(typed)}`);
    }
    assert.equal(patternFrom('portal.*'), 'portal.*');
    assert.equal(patternFrom('10.0.0.0/8'), '10.0.0.0/8');
    for (const typed of ['*', '*.com', 'a*b', '10.0.0.0/40', '300.0.0.0/8', '10.0.0/8']) {
        assert.equal(patternFrom(typed), null, typed);
    }
});

test('a permission pattern covers the site and names it', () => {
    assert.deepEqual(originsFor('shop.example'), ['*://*.shop.example/*']);
    assert.deepEqual(originsFor('127.0.0.1'), ['*://127.0.0.1/*']);
    assert.equal(siteOfOrigin('*://*.shop.example/*'), 'shop.example');
    assert.equal(siteOfOrigin('https://www.shop.example:443/*'), 'shop.example');
    assert.equal(siteOfOrigin('<all_urls>'), null);
    assert.equal(siteOfOrigin('*://*/*'), null);
});

test('a network pattern never matches a name', () => {
    assert.equal(matches('10.0.0.0/8', '10.example.com'), false);
    assert.equal(matches('0.0.0.0/0', 'shop.example'), false);
});
