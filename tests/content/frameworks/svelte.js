import { flushSync, mount } from 'svelte';
import Shop from './Shop.svelte';

let shop;

globalThis.mount = () => {
    shop = mount(Shop, { target: document.querySelector('#root') });
};
globalThis.render = (n) => {
    shop.show(n);
    flushSync();
};
