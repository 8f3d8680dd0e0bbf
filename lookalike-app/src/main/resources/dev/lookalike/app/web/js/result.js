// A question and its answers, best first, with an honest line below those that are really alike.

import { Asker, answerNow, questionKey } from './answers.js';
import { ContextBar } from './context.js';
import { counted, el, icon, note, say } from './dom.js';
import { conditionChips } from './facets.js';
import { GoesRow } from './goes.js';
import { explanation, hideHeat, showHeat } from './heat.js';
import { isBlank } from './pad.js';
import { QueryPanel } from './query.js';
import { START, follow, go, isWeighed, likeThis, sketchOf, state, subjectOf, withExample, withOf, write } from './state.js';
import { Wall } from './wall.js';

/** How often the answers follow a crop box that is being dragged. */
const FOLLOW_MS = 120;
const SLOW_MS = 300;

/** What the query probably is, where labels say so: the likeliest, and others that may be it too. */
function guessed(labels) {
    const words = labels.filter(({ probability }, index) => index < 3 && (index === 0 || probability >= 0.1))
        .map(({ name, probability }) => `${name} ${Math.round(100 * probability)} %`);
    return words.length > 0 ? `Probably ${words.join(', ')}` : '';
}

function going(count, asked) {
    const them = asked > 1 ? 'them' : 'it';
    return count === 0 ? `Nothing that passes is known to go with ${them}.` : `${counted(count, 'picture')} to go with ${them}`;
}

export class Result {
    /**
     * @param {Object} options
     * @param {import('./intake.js').Intake} options.intake
     * @param {function(import('./tile.js').Item): void} options.menu opens the sheet of an answer
     */
    constructor({ intake, menu }) {
        this.asker = new Asker();
        this.panel = new QueryPanel({
            intake,
            cropped: (crop, rested) => this.#cropped(crop, rested),
            kept: () => {},
        });
        this.wall = new Wall({
            label: 'Answers, best first',
            answers: true,
            on: {
                open: (item) => follow(likeThis(item.id)),
                positive: (item) => this.#include(item, true),
                negative: (item) => this.#include(item, false),
                look: (item) => go({ ...state(), look: item.id }),
                menu,
                hold: (item, tile) => this.#showWhy(item, tile),
                release: (tile) => this.#hideWhy(tile),
                why: (item, tile) => this.#switchWhy(item, tile),
            },
        });
        this.title = el('h1', { class: 'answers-title' });
        this.guess = el('p', { class: 'answers-guess quiet' });
        this.filters = el('div', { class: 'filters' });
        this.context = new ContextBar('answers');
        this.goes = new GoesRow();
        this.message = el('div', { class: 'message', hidden: true });
        this.answers = el('div', { class: 'answers' }, this.goes.element,
                el('div', { class: 'answers-head' }, this.title, this.guess, this.context.element, this.filters), this.message, this.wall.element);
        this.element = el('section', { class: 'result', hidden: true }, this.panel.element, this.answers);
        this.sticky = 0;
    }

    async show(now, kept) {
        this.element.hidden = false;
        this.#filterChips(now);
        this.panel.show(now);
        this.goes.show(now);
        this.element.classList.toggle('with', Boolean(withOf(now)));
        this.context.show(now);
        if (isBlank(now)) {
            this.#blank();
            scrollTo({ top: 0, behavior: 'instant' });
            return;
        }
        const key = questionKey(now);
        if (key === this.shownKey) {
            this.wall.layOut();
            if (kept.scroll !== undefined) {
                scrollTo({ top: kept.scroll, behavior: 'instant' });
            }
            this.wall.update();
            return;
        }
        if (key === this.askedKey) {
            // It was asked while the crop box moved, and its answer is on its way.
            return;
        }
        const asked = sketchOf(now) ?? subjectOf(now) ?? now.like[0];
        const subject = JSON.stringify(asked.image ?? asked.upload ?? asked.words ?? asked.palette ?? asked.goesWith ?? 'sketch');
        const other = subject !== this.subject;
        this.subject = subject;
        if (other && !answerNow(now)) {
            // Another picture's answers would be taken for this one's.
            this.#clear();
        }
        if (other || kept.scroll !== undefined) {
            scrollTo({ top: 0, behavior: 'instant' });
        }
        await this.#ask(now, kept.scroll ?? 0);
    }

    /** Nothing is drawn yet. */
    #blank() {
        this.asker.stop();
        this.askedKey = null;
        this.subject = JSON.stringify('sketch');
        this.#clear();
        this.title.textContent = 'Draw what you are looking for';
        this.message.replaceChildren(el('p', {}, 'An outline is enough. The answers follow your pen.'));
        this.message.hidden = false;
    }

    /** Hears how the gallery is. */
    heard(status) {
        this.goes.heard(status);
    }

    hide() {
        this.element.hidden = true;
        this.panel.hide();
        this.goes.hide();
        this.wall.rest();
        this.asker.stop();
        this.askedKey = null;
        clearTimeout(this.following);
        this.following = null;
        this.#cool();
    }

    #clear() {
        this.shownKey = null;
        this.title.textContent = '';
        this.guess.textContent = '';
        this.message.hidden = true;
        this.wall.show({ count: 0, ratios: [], item: () => null });
    }

    async #ask(now, scroll = 0) {
        this.asking = now;
        this.askedKey = questionKey(now);
        const slow = setTimeout(() => {
            this.title.textContent = 'Looking for pictures like it';
            this.answers.setAttribute('aria-busy', 'true');
        }, SLOW_MS);
        try {
            const answer = await this.asker.ask(now);
            if (answer) {
                this.#answered(now, answer, scroll);
            }
        } catch (problem) {
            this.#failed(now, problem);
        } finally {
            clearTimeout(slow);
            if (this.asking === now) {
                this.askedKey = null;
                this.answers.removeAttribute('aria-busy');
            }
        }
    }

    #answered(now, answer, scroll) {
        this.shownKey = questionKey(now);
        this.#cool();
        const alike = answer.cutAt < 0 ? answer.items.length : answer.cutAt;
        this.title.textContent = withOf(now) ? going(answer.items.length, withOf(now).length)
            : answer.items.length === 0 ? 'There is nothing else here to compare with.'
            : answer.nothingAlike ? 'Nothing like this is here.'
            : answer.situation ? `${counted(alike, 'picture')}, those that suit first`
            : isWeighed(now) ? `${counted(alike, 'picture')}, most alike first` : `${counted(alike, 'picture')} like it`;
        this.guess.textContent = answer.unseen > 0 ? `${counted(answer.unseen, 'picture')} not looked at yet`
            : answer.nothingAlike || withOf(now) || answer.items.length === 0 ? '' : guessed(answer.labels);
        this.context.tell(answer.situation);
        say(this.title.textContent);
        this.message.hidden = !answer.nothingAlike || answer.items.length === 0;
        if (answer.nothingAlike) {
            this.#nothing(answer);
            return;
        }
        this.#showAll(answer);
        if (scroll > 0) {
            scrollTo({ top: scroll, behavior: 'instant' });
            this.wall.update();
        }
    }

    #showAll(answer) {
        const { items, ratios, cutAt } = answer;
        this.wall.element.hidden = items.length === 0;
        this.wall.show({ count: items.length, ratios, item: (index) => items[index] }, { breakAt: cutAt });
    }

    /** The least bad ten would look like an answer; they are shown only to someone who asks for them. */
    #nothing(answer) {
        this.wall.element.hidden = true;
        this.wall.show({ count: 0, ratios: [], item: () => null });
        this.message.replaceChildren(
                el('p', {}, subjectOf(state())
                    ? 'The nearest pictures are no more alike than any two that have nothing to do with each other.'
                    : 'None of the nearest pictures seems to show what the words name.'),
                el('button', { type: 'button', class: 'button', onclick: () => {
                    this.message.hidden = true;
                    this.#showAll(answer);
                } }, 'Show the nearest all the same'));
    }

    #failed(now, problem) {
        this.#clear();
        this.title.textContent = 'No answer';
        if (problem.type.endsWith(':no-such-image')) {
            this.goes.element.hidden = true;
            this.message.replaceChildren(
                    el('p', { role: 'alert' }, `${now.like.length > 1 ? 'One of these pictures' : 'This picture'} is not in the gallery any more.`),
                    el('a', { class: 'button', 'data-go': true, href: write(START) }, 'Browse'));
        } else {
            this.message.replaceChildren(el('p', { role: 'alert' }, problem.message),
                    el('button', { type: 'button', class: 'button', onclick: () => {
                        this.message.hidden = true;
                        this.#ask(now);
                    } }, 'Try again'));
        }
        this.message.hidden = false;
    }

    #cropped(crop, rested) {
        const now = state();
        const before = subjectOf(now);
        const { image, upload } = before;
        const subject = { ...(upload ? { upload } : { image }), ...(crop ? { crop } : {}) };
        const next = { ...now, like: now.like.map((each) => (each === before ? subject : each)) };
        this.#cool();
        if (rested) {
            clearTimeout(this.following);
            this.following = null;
            // The address is written when the hand rests: browsers allow few changes of it in a short time.
            go(next, { replace: true });
            return;
        }
        this.latest = next;
        if (!this.following) {
            this.#follow();
        }
    }

    /** Asks at once, and again after a moment if the box has moved on by then. */
    #follow() {
        const asked = this.latest;
        this.#ask(asked);
        this.following = setTimeout(() => {
            this.following = null;
            if (this.latest !== asked) {
                this.#follow();
            }
        }, FOLLOW_MS);
    }

    #include(item, positive) {
        const now = state();
        const next = withExample(now, { image: item.id }, positive);
        if (next.like.length === 0) {
            note('A question needs at least one picture to be like.', true);
            return;
        }
        go(next);
        say(`${item.name} added to be ${positive ? 'like' : 'unlike'}`);
    }

    /** The filters that hold, each removable. */
    #filterChips(now) {
        this.filters.replaceChildren(...['folder', 'category'].filter((key) => now[key]).map((key) =>
            el('a', { class: 'chip on', href: write({ ...now, [key]: '' }), 'data-go': true, title: 'Take this filter away' },
                    now[key], icon('close'))), ...conditionChips(now));
    }

    async #showWhy(item, tile) {
        const now = this.asking ?? state();
        this.why = item.id;
        const slow = setTimeout(() => tile.root.classList.add('thinking'), SLOW_MS);
        try {
            const told = await explanation(now, item.id);
            if (this.why === item.id && tile.item?.id === item.id) {
                showHeat(tile.frame, told.match);
                this.panel.heat(told.query);
            }
        } catch (problem) {
            note(problem.message, true);
            this.#cool();
        } finally {
            clearTimeout(slow);
            tile.root.classList.remove('thinking');
        }
    }

    #hideWhy(tile) {
        if (this.sticky === tile.item?.id) {
            return;
        }
        this.why = 0;
        hideHeat(tile.frame);
        this.panel.cool();
    }

    #switchWhy(item, tile) {
        const on = this.sticky !== item.id;
        this.#cool();
        if (on) {
            this.sticky = item.id;
            tile.root.querySelector('[data-act="why"]')?.setAttribute('aria-pressed', 'true');
            this.#showWhy(item, tile);
            say(`Why ${item.name} is alike: the bright parts matter most`);
        }
    }

    #cool() {
        this.why = 0;
        this.sticky = 0;
        this.panel.cool();
        this.element.querySelectorAll('[data-act="why"][aria-pressed="true"]')
            .forEach((button) => button.setAttribute('aria-pressed', 'false'));
        this.wall.element.querySelectorAll('.frame').forEach(hideHeat);
    }
}
