// The answers to questions: asked once, remembered for a while, and never shown out of order.

import * as api from './api.js';
import { itemOf, remember } from './columns.js';
import { question } from './state.js';

const KEPT = 12;
const kept = new Map();

/** @typedef {{items: import('./tile.js').Item[], ratios: number[], cutAt: number, nothingAlike: boolean,
 *   labels: {name: string, probability: number}[], unseen: number, situation: Object|undefined}} Answer */

/** @returns {Answer} */
function answerOf(told) {
    const items = told.matches.map((match) => remember(itemOf(match)));
    // In a situation what suits comes first, whether or not it is alike.
    const cutAt = told.situation ? -1 : told.matches.findIndex((match) => !match.alike);
    return {
        items, ratios: items.map((item) => item.ratio), cutAt, nothingAlike: told.nothingAlike, labels: told.labels,
        unseen: told.unseen, situation: told.situation,
    };
}

/** What makes two states the same question. */
export const questionKey = (state) => JSON.stringify(question(state));

/** The answer to `state`'s question if it is still remembered, or null. */
export const answerNow = (state) => kept.get(questionKey(state)) ?? null;

/** Asks the question of a state; only the last one that was asked is waited for. */
export class Asker {
    /** @returns {Promise<Answer|null>} null if another question came meanwhile */
    async ask(state) {
        this.cancel?.abort();
        const cancel = new AbortController();
        this.cancel = cancel;
        const key = questionKey(state);
        try {
            const answer = kept.get(key) ?? answerOf(await api.search(question(state), cancel.signal));
            kept.delete(key);
            // Of what was not looked at yet, there will be more to answer with.
            if (answer.unseen === 0) {
                kept.set(key, answer);
            }
            if (kept.size > KEPT) {
                kept.delete(kept.keys().next().value);
            }
            return this.cancel === cancel ? answer : null;
        } catch (problem) {
            if (problem.name === 'AbortError' || this.cancel !== cancel) {
                return null;
            }
            throw problem;
        }
    }

    /** Waits for nothing any more. */
    stop() {
        this.cancel?.abort();
        this.cancel = null;
    }
}

/** Forgets all answers: the gallery has changed. */
export const forgetAnswers = () => kept.clear();
