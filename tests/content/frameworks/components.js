// Web components without a framework: an open root, a closed one within it, slots, and children that are replaced.
import { stateOf } from './shop.js';

class Lamp extends HTMLElement {
    #root = this.attachShadow({ mode: 'closed' });

    static observedAttributes = ['left'];

    attributeChangedCallback(_name, _before, left) {
        this.#root.innerHTML = left === '0' ? '<slot></slot>: sold' : `<slot></slot>: <b>only ${left} left</b>`;
    }
}

class Shop extends HTMLElement {
    constructor() {
        super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<h1></h1><p></p><slot></slot>';
    }

    show({ title, left, hurry, clock, lamps, dialog }) {
        this.shadowRoot.querySelector('h1').textContent = title;
        this.shadowRoot.querySelector('p').textContent = `Only ${left} left`;
        this.replaceChildren(
            ...(hurry ? [`Hurry! Sale ends in ${clock}`] : []),
            ...lamps.map(({ id, name, left: still }) => {
                const lamp = this.querySelector(`[name=l${id}]`) ?? document.createElement('x-lamp');
                lamp.setAttribute('name', `l${id}`);
                lamp.setAttribute('left', String(still));
                lamp.textContent = name;
                return lamp;
            }),
        );
        document.querySelector('[role=dialog]')?.remove();
        if (dialog) {
            document.body.insertAdjacentHTML('beforeend', '<div role=dialog>No thanks, I like paying more</div>');
        }
    }
}

globalThis.mount = () => {
    customElements.define('x-lamp', Lamp);
    customElements.define('x-shop', Shop);
    document.querySelector('#root').append(document.createElement('x-shop'));
};
globalThis.render = (n) => document.querySelector('x-shop').show(stateOf(n));
