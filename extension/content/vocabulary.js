'use strict';
// Generated from core/softsell/html/vocabulary.toml by `make vocabulary`: what readers of pages go by.
softsell.VOCABULARY = {
    elements: {
        unread: [
            'script', 'style', 'noscript', 'template', 'head', 'meta', 'link', 'base', 'title', 'input', 'textarea',
            'select', 'option', 'datalist', 'code', 'pre', 'kbd', 'samp', 'svg', 'math', 'canvas', 'img', 'picture',
            'video', 'audio', 'iframe', 'object', 'embed', 'map', 'progress', 'meter', 'rt', 'rp', 'area', 'param',
            'noframes', 'noembed', 'basefont', 'bgsound',
        ],
        noInk: [
            'script', 'style', 'noscript', 'template', 'head', 'meta', 'link', 'base', 'title', 'datalist',
            'option', 'map', 'rt', 'rp', 'area', 'param', 'noframes', 'noembed', 'basefont', 'bgsound',
        ],
        partsBlocks: [
            'div', 'p', 'section', 'article', 'ul', 'ol', 'table', 'tr', 'td', 'th', 'h1', 'h2', 'h3', 'h4', 'h5',
            'h6', 'hr', 'form', 'header', 'footer', 'main', 'nav', 'aside', 'pre',
        ],
        ownBlock: [
            'button', 'summary', 'label', 'legend', 'li', 'td', 'th', 'dt', 'dd', 'pre', 'dialog', 'option',
        ],
        phrasing: [
            'span', 'b', 'strong', 'i', 'em', 'u', 's', 'small', 'mark', 'time', 'data', 'bdi', 'bdo', 'sup', 'sub',
            'font', 'big', 'ins', 'del', 'cite', 'q', 'abbr', 'output', 'var', 'svg', 'img',
        ],
        buttonInputs: [
            'submit', 'button', 'reset', 'image',
        ],
    },
    roles: {
        typed: [
            'textbox', 'searchbox', 'combobox', 'spinbutton',
        ],
        strength: [
            'title', 'button', 'heading', 'label', 'link', 'dialog', 'banner', 'near-price', 'list-item',
        ],
        ofTag: {
            button: 'button',
            summary: 'button',
            label: 'label',
            legend: 'label',
            li: 'list-item',
            dialog: 'dialog',
            h1: 'heading',
            h2: 'heading',
            h3: 'heading',
            h4: 'heading',
            h5: 'heading',
            h6: 'heading',
        },
        ofAria: {
            button: 'button',
            heading: 'heading',
            link: 'link',
            listitem: 'list-item',
            dialog: 'dialog',
            alertdialog: 'dialog',
            banner: 'banner',
            alert: 'banner',
        },
    },
    price: {
        expressions: [
            '(?:\\p{Sc}|(?<![\\p{L}\\p{N}])(?:[kK][rR]|[dD][kK][rR]|[nN][kK][rR]|[sS][kK][rR]|[e'
                + 'E][uU][rR]|[gG][bB][pP]|[dD][kK][kK]|[cC][hH][fF]|[uU][sS][dD]|[pP][lL][nN]|[cC]'
                + '[zZ][kK]|[iI][sS][kK]|NOK|SEK|RON|HUF)[.:]?)[ \\n\\u00a0\\u2009\\u202f]?[0-9]+(?:[.,'
                + '][0-9]+)*(?![.,]?[0-9])(?![ \\n\\u00a0\\u2009\\u202f]?(?:km|cm|mm|%)(?![\\p{L}\\p{N}]|'
                + '-\\p{L}))',
            '[0-9][ \\n\\u00a0\\u2009\\u202f]?(?:\\p{Sc}|(?:[kK][rR]|[kK][rR][oO][nN][eE][rR]|[kK]'
                + '[rR][oO][nN][oO][rR]|[kK][rR][oO][nN][eE]|[kK][rR][oO][nN][aA]|[eE][uU][rR][oO]|'
                + '[eE][uU][rR][oO][sS]|[eE][uU][rR]|[gG][bB][pP]|[dD][kK][kK]|[cC][hH][fF]|[uU][sS'
                + '][dD]|[pP][lL][nN]|[cC][zZ][kK]|[iI][sS][kK]|[zZ][łŁ]|[zZ][łŁ][oO][tT][yY][cC][h'
                + 'H]|[kK][čČ]|[fF][rR][aA][nN][kK][eE][nN]|[dD][oO][lL][lL][aA][rR]|[dD][oO][lL][l'
                + 'L][aA][rR][sS]|NOK|RON|HUF)(?![\\p{L}\\p{N}]|-\\p{L}))',
            '(?:[6-9][0-9]|[0-9]{3}|[.,][0-9]{2})[ \\n\\u00a0\\u2009\\u202f]?(?:SEK)(?![\\p{L}\\p{N'
                + '}]|-\\p{L})',
            '[0-9](?:,[-–—](?![0-9])|(?<=[0-9]{2}):[-–](?![0-9\\p{L}()|/])(?!(?<=(?<![0-9])(?:'
                + '19|20)[0-9]{2}:[-–]) \\p{Lu})|(?<=[0-9]{3})\\.(?![-–] ?[0-9])[-–](?![0-9\\p{L}()|])'
                + ')',
        ],
        short: 120,
        beside: 2,
        levels: 3,
        asked: 200,
    },
    product: {
        offer: [
            'inventoryLevel', 'priceValidUntil', 'availability', 'price', 'lowPrice', 'highPrice', 'offerCount',
        ],
        rating: [
            'ratingValue', 'bestRating', 'ratingCount', 'reviewCount',
        ],
        kinds: [
            'Product', 'IndividualProduct', 'ProductModel', 'Vehicle', 'Car',
        ],
        others: [
            'seller', 'offeredBy', 'itemOffered', 'eligibleQuantity', 'shippingDetails', 'review',
        ],
        listed: [
            'List', 'Strikethrough', 'MSRP', 'SRP', 'RRP',
        ],
        stocks: [
            'data-stock', 'data-stock-quantity', 'data-stock-level', 'data-stock-count', 'data-inventory',
            'data-inventory-quantity', 'data-available-quantity', 'data-qty-available',
        ],
        quantity: [
            'qty', 'quantity', 'antall', 'antal', 'menge', 'anzahl', 'aantal',
        ],
        units: 200_000,
        longest: 100,
        deepest: 12,
        elements: 2_000,
        most: 200,
        tags: {
            'product:availability': 'availability',
            'og:availability': 'availability',
            'product:original_price:amount': 'listPrice',
            'og:price:standard_amount': 'listPrice',
        },
    },
    shop: {
        stocks: [
            'inventory_quantity', 'inventoryQuantity', 'stock_quantity', 'stockQuantity', 'stock_level',
            'stockLevel', 'quantityAvailable', 'totalInventory',
        ],
        states: [
            'available', 'availableForSale', 'in_stock', 'inStock', 'is_in_stock',
        ],
        prices: [
            'price', 'priceV2',
        ],
        before: [
            'compare_at_price', 'compareAtPrice', 'compareAtPriceV2',
        ],
        called: [
            'title', 'name',
        ],
        variationPrices: [
            'display_price',
        ],
        variationBefore: [
            'display_regular_price',
        ],
        variationQuantity: [
            'max_qty',
        ],
        units: 500_000,
        nodes: 50_000,
        variants: 100,
        deepest: 12,
        revivedDeepest: 6,
    },
};
