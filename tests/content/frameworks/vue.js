import { createApp, nextTick, reactive } from 'vue/dist/vue.esm-bundler.js';
import { stateOf } from './shop.js';

const shop = reactive({ state: stateOf(0) });

globalThis.mount = () => {
    createApp({
        setup: () => ({ shop }),
        template: `<main :class="shop.state.hurry ? 'sale' : ''">
            <h1>{{ shop.state.title }}</h1>
            <p>Only {{ shop.state.left }} left<template v-if="shop.state.hurry"> in stock</template></p>
            <p v-if="shop.state.hurry">Hurry! Sale ends in <b>{{ shop.state.clock }}</b></p>
            <span v-else>Take your time</span>
            <ul>
                <li v-for="lamp in shop.state.lamps" :key="lamp.id">{{ lamp.name }}:
                    <template v-if="lamp.left">only <i>{{ lamp.left }}</i> left</template>
                    <template v-else>sold</template></li>
            </ul>
            <input :value="shop.state.clock">
            <Teleport to="body">
                <div v-if="shop.state.dialog" role="dialog">No thanks, I like paying more</div>
            </Teleport>
        </main>`,
    }).mount('#root');
};
globalThis.render = (n) => {
    shop.state = stateOf(n);
    return nextTick();
};
