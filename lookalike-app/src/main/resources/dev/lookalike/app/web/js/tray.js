// The examples gathered while browsing: a small tray at the foot of the wall, until they are asked with.

import { recallNow } from './columns.js';
import { el, icon, iconButton } from './dom.js';
import { thumbnailOf } from './query.js';
import { go, state, withoutExample } from './state.js';

/** Words, colours and sketches are asked with at once and are not gathered. */
const seen = (examples) => examples.filter((example) => !example.words && !example.palette
    && !example.sketch && !example.goesWith);

export class Tray {
    constructor() {
        this.list = el('ul', { class: 'examples' });
        this.ask = el('button', { type: 'button', class: 'button main', onclick: () => go({ ...state(), view: 'result' }) },
                'Find pictures like these');
        this.element = el('aside', { class: 'tray', 'aria-label': 'Gathered examples', hidden: true }, this.list, this.ask,
                iconButton('close', 'Let go of all', () => go({ ...state(), view: 'browse', like: [], unlike: [] }, { replace: true })));
        document.body.append(this.element);
    }

    show(now) {
        const gathered = now.view === 'browse' && seen(now.like).length + seen(now.unlike).length > 0;
        this.element.hidden = !gathered;
        if (!gathered) {
            return;
        }
        const tile = (example, positive) => {
            const item = recallNow(example.image);
            const name = item?.name ?? 'this picture';
            return el('li', { class: positive ? 'example' : 'example negative' },
                    el('span', { class: 'example-picture', role: 'img', 'aria-label': `${positive ? 'like' : 'unlike'} ${name}` },
                            el('img', { src: thumbnailOf(example, item, 64), alt: '' })),
                    el('span', { class: 'example-sign', 'aria-hidden': 'true' }, icon(positive ? 'plus' : 'minus')),
                    iconButton('close', `Let go of ${name}`, () =>
                        go({ ...withoutExample(state(), example), view: 'browse' }, { replace: true }),
                            { class: 'icon-button example-remove' }));
        };
        this.list.replaceChildren(...seen(now.like).map((example) => tile(example, true)),
                ...seen(now.unlike).map((example) => tile(example, false)));
        this.ask.disabled = now.like.length === 0;
        this.ask.title = now.like.length === 0 ? 'Add at least one picture to be like' : '';
    }
}
