// What a person may like: who it is, what they said so far, and a wall that follows every thumb.

import * as api from './api.js';
import { itemOf, recall, remember } from './columns.js';
import { ContextBar } from './context.js';
import { counted, el, icon, iconButton, note, number, say } from './dom.js';
import { context, follow, go, likeThis, state } from './state.js';
import { alternative, openOriginal } from './tile.js';
import { Wall } from './wall.js';

const LIKED = 5;
const DISLIKED = 1;
const SHOWN = 60;
const RATED = 30;
const SMALL = 64;
const FORGET = 'Forget all about me';

export class You {
    /** @param {import('./sheet.js').Sheet} sheet what fingers can do with a picture */
    constructor(sheet) {
        this.sheet = sheet;
        this.names = el('datalist', { id: 'people' });
        this.input = el('input', {
            type: 'text', id: 'person', list: 'people', maxlength: '100', autocomplete: 'off', placeholder: 'A name', class: 'person-name',
        });
        const form = el('form', { class: 'person', onsubmit: (event) => {
            event.preventDefault();
            this.#choose(this.input.value.trim());
        } }, el('label', { for: 'person' }, 'Who is looking?'), this.input, this.names,
                el('button', { type: 'submit', class: 'button' }, 'Show'));
        this.input.addEventListener('change', () => this.#choose(this.input.value.trim()));
        this.title = el('h1', {}, 'For you');
        this.words = el('p', { class: 'quiet' });
        this.context = new ContextBar('you');
        this.rated = el('ul', { class: 'rated', 'aria-label': 'Rated pictures' });
        this.forget = el('button', { type: 'button', class: 'button small', hidden: true, onclick: () => this.#forget() },
                FORGET);
        this.wall = new Wall({
            label: 'Pictures you may like', answers: true, thumbs: true,
            on: {
                open: (item) => follow(likeThis(item.id)),
                positive: (item) => this.#rate(item, LIKED),
                negative: (item) => this.#rate(item, DISLIKED),
                look: (item) => go({ ...state(), look: item.id }),
                menu: (item) => this.#menu(item),
            },
        });
        this.element = el('section', { class: 'you', hidden: true },
                el('div', { class: 'you-head' }, el('div', {}, this.title, this.words), form), this.context.element, this.rated, this.forget,
                this.wall.element);
    }

    async show(now) {
        this.element.hidden = false;
        document.title = 'For you - Lookalike';
        this.context.show(now);
        const situation = JSON.stringify(context(now));
        if (this.user !== now.user || this.situation !== situation || !this.shown) {
            this.user = now.user;
            this.situation = situation;
            this.input.value = now.user;
            this.rated.replaceChildren();
            await this.#load();
        } else {
            this.wall.layOut();
        }
    }

    hide() {
        this.element.hidden = true;
        this.shown = false;
        this.asking?.abort();
        this.wall.rest();
    }

    /** The people of whom something is kept, or nobody where they cannot be asked for. */
    async #people() {
        const people = await api.users().catch(() => []);
        this.names.replaceChildren(...people.map(({ name }) => el('option', { value: name })));
        return people.map(({ name }) => name);
    }

    #choose(name) {
        if (name && name !== this.user) {
            go({ ...state(), user: name });
        }
    }

    /** What is known of the person, and what follows from it. */
    async #load() {
        this.asking?.abort();
        const asking = new AbortController();
        this.asking = asking;
        try {
            const events = await this.#events();
            const tastes = await api.status().then((status) => status.tastes).catch(() => null);
            const answer = events.length > 0 ? await this.#recommended(asking.signal) : { matches: [] };
            const items = answer.matches.map((match) => remember(itemOf(match)));
            const shown = items.length > 0 || !this.user ? items : await this.#some(events, asking.signal);
            if (this.asking !== asking) {
                return;
            }
            this.shown = true;
            this.context.tell(answer.situation);
            this.#tell(events, items.length > 0, tastes);
            this.wall.show({ count: shown.length, ratios: shown.map((item) => item.ratio), item: (index) => shown[index] });
            await this.#showRated(events, asking);
        } catch (problem) {
            if (problem.name !== 'AbortError' && this.asking === asking) {
                this.shown = true;
                this.words.textContent = problem.message;
                this.wall.show({ count: 0, ratios: [], item: () => null });
            }
        }
    }

    #recommended(signal) {
        const told = context(state());
        return told ? api.search({ parts: [{ for: this.user }], count: SHOWN, context: told }, signal)
            : api.recommendations(this.user, SHOWN, signal);
    }

    /** Of somebody new there is nothing to ask for. */
    async #events() {
        const people = await this.#people();
        return people.includes(this.user) || people.length === api.MOST_USERS ? api.userEvents(this.user) : [];
    }

    /** Pictures from all over the gallery, to begin with. */
    async #some(events, signal) {
        const page = await api.layout({}, 0, 10_000, signal);
        const known = new Set(events.map((event) => event.image));
        const step = Math.max(1, Math.floor(page.ids.length / SHOWN));
        const some = [];
        for (let i = 0; i < page.ids.length && some.length < SHOWN; i += step) {
            if (!known.has(page.ids[i])) {
                some.push(remember({
                    id: page.ids[i], name: page.names[i], category: page.categories[i] ?? '', version: page.versions[i],
                    placeholder: page.placeholders[i], ratio: page.widths[i] / page.heights[i],
                    match: { likeness: 0, score: 0, alike: true, reason: '', others: [], shares: [] },
                }));
            }
        }
        return some;
    }

    #tell(events, recommended, tastes) {
        const ratings = events.filter((event) => event.kind === 'rating').length;
        const others = events.length - ratings;
        const known = [ratings > 0 && counted(ratings, 'rating'), others > 0 && counted(others, 'other visit')]
            .filter(Boolean).join(' and ');
        this.element.classList.toggle('unrated', !recommended);
        this.forget.hidden = events.length === 0;
        this.#ask('');
        this.words.textContent = !this.user ? 'Say who you are, and rate some pictures: the wall follows at once.'
            : recommended && tastes?.learnt ? `Because of ${known}, and of what ${number(tastes.people)} people like.`
            : recommended ? `Because of ${known}.` : 'Give a thumb up to some pictures you like.';
        say(`${this.title.textContent}: ${this.words.textContent}`);
    }

    async #showRated(events, asking) {
        const rated = events.filter((event) => event.kind === 'rating').reverse().slice(0, RATED);
        const tiles = await Promise.all(rated.map(async (event) => {
            const item = await recall(event.image, asking.signal).catch(() => null);
            return item && this.#ratedTile(item, event.rating);
        }));
        if (this.asking === asking) {
            this.rated.replaceChildren(...tiles.filter(Boolean));
        }
    }

    #ratedTile(item, rating) {
        const liked = rating > 3;
        const word = liked ? 'Liked' : rating < 3 ? 'Not liked' : 'Neither';
        const badge = el('span', { class: liked ? 'badge' : 'badge against' }, icon(liked ? 'up' : 'down'));
        return el('li', { class: 'rated-tile' },
                el('a', { href: likeThis(item.id), 'data-go': true },
                        el('img', { src: api.thumbnail(item.id, item.version, SMALL), alt: `${word}: ${alternative(item)}` }), badge),
                iconButton('close', `Take back the rating of ${item.name}`, () => this.#unrate(item)));
    }

    #menu(item) {
        this.sheet.open(item.name, [
            ['up', 'I like it', () => this.#rate(item, LIKED)],
            ['down', 'Not for me', () => this.#rate(item, DISLIKED)],
            ['search', 'Find pictures like it', () => follow(likeThis(item.id))],
            ['grid', 'Quick look', () => go({ ...state(), look: item.id })],
            ['picture', 'Open the original', () => openOriginal(item.id)],
        ]);
    }

    async #rate(item, rating) {
        if (!this.user) {
            this.input.focus();
            note('Say who you are first.');
            return;
        }
        await this.#change(() => api.rate(this.user, item.id, rating),
                `${item.name}: ${rating === LIKED ? 'liked' : 'not for you'}`);
    }

    async #unrate(item) {
        await this.#change(() => api.unrate(this.user, item.id), `The rating of ${item.name} is taken back`);
    }

    /** Asks once more: what is forgotten cannot be brought back. */
    async #forget() {
        const { user } = this;
        if (this.sure !== user) {
            this.#ask(user);
            return;
        }
        this.#ask('');
        await this.#change(() => api.forget(user), `Nothing is kept about ${user} any more`);
    }

    /** Waits for a second click to forget `user`; nobody takes the question back. */
    #ask(user) {
        this.sure = user;
        this.forget.textContent = user ? 'Really forget all? It cannot be undone' : FORGET;
    }

    async #change(work, said) {
        try {
            await work();
            say(said);
            await this.#load();
        } catch (problem) {
            note(problem.message, true);
        }
    }
}
