import { useEffect, useState } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server.browser';
import { stateOf } from './shop.js';

let update;

const Shop = () => {
    const [state, setState] = useState(stateOf(0));
    useEffect(() => {
        update = setState;
    }, []);
    return (
        <main className={state.hurry ? 'sale' : ''}>
            <h1>{state.title}</h1>
            <p>Only {state.left} left{state.hurry && ' in stock'}</p>
            {state.hurry ? <p>Hurry! Sale ends in <b>{state.clock}</b></p> : <span>Take your time</span>}
            <ul>
                {state.lamps.map(({ id, name, left }) => (
                    <li key={id}>{name}: {left > 0 ? <>only <i>{left}</i> left</> : 'sold'}</li>
                ))}
            </ul>
            <input value={state.clock} onChange={() => undefined} />
            {state.dialog && createPortal(<div role="dialog">No thanks, I like paying more</div>, document.body)}
        </main>
    );
};

const root = document.querySelector('#root');
root.innerHTML = renderToString(<Shop />);

globalThis.mount = async () => {
    hydrateRoot(root, <Shop />, { onRecoverableError: (error) => console.error(String(error)) });
    while (update === undefined) {
        await new Promise((resolve) => setTimeout(resolve));
    }
};
globalThis.render = (n) => flushSync(() => update(stateOf(n)));
