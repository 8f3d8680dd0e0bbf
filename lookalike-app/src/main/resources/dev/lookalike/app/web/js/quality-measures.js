// The measures of one evaluation, and of all networks and spaces that were measured, side by side.

import { curves, table } from './chart.js';
import { counted, el } from './dom.js';
import { START, write } from './state.js';

const DEPTHS = [1, 5, 10, 20, 50, 100];
const CURVES = { P: 'Precision among the first k', R: 'Recall among the first k', CMC: 'Any right one among the first k' };
const HEAD = ['What', 'By', 'Asked', 'P@1', 'P@10', 'mAP', 'Label', 'Calibration'];
const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const three = (value) => value.toFixed(3);

/** Asked for which pictures, among which. */
const protocol = ({ ask, among }) => (ask || among ? `${ask || 'all'} among ${among || 'all'}` : 'each among all others');

export class MeasuresSection {
    constructor() {
        this.about = el('p', { class: 'quiet' });
        this.figures = el('dl', { class: 'figures' });
        this.charts = el('div', { class: 'charts' });
        this.details = el('div', {});
        this.compared = el('div', { class: 'compared' });
        this.element = el('section', { hidden: true, 'aria-label': 'Measures' }, this.about, this.figures, this.charts,
                el('details', { class: 'all-measures' }, el('summary', {}, 'All measures'), this.details), this.compared);
    }

    show({ evaluation, all }) {
        this.element.hidden = !evaluation;
        if (!evaluation) {
            return;
        }
        const { occasion, measures, guessing } = evaluation;
        this.about.textContent = `${occasion.model}, ${occasion.space}; ${counted(evaluation.queries, 'picture')} asked for by `
            + `${evaluation.labels}, ${protocol(occasion)}; ${when.format(new Date(occasion.measured))}`;
        this.figures.replaceChildren(...[
            ['First answer right (P@1)', evaluation.precisionAt1],
            ['Right among ten (P@10)', evaluation.precisionAt10],
            ['Whole ranking (mAP)', evaluation.meanAveragePrecision],
            ['Label guessed right', guessing.right],
            ['Calibration error', guessing.calibrationError],
        ].map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, three(value)))));
        this.charts.replaceChildren(...Object.entries(CURVES).map(([kind, title]) => curves(title, 'k', [{
            name: occasion.model,
            points: DEPTHS.filter((depth) => measures[`${kind}@${depth}`]).map((depth) => [depth, measures[`${kind}@${depth}`].mean]),
        }])));
        this.details.replaceChildren(el('p', { class: 'quiet' }, 'The range is where the mean would lie, 19 times of 20, '
            + 'with other queries of the kind.'), table('All measures', ['Measure', 'Mean', 'Range'], Object.entries(measures)
            .map(([name, { mean, low, high }]) => [name, three(mean), `${three(low)} to ${three(high)}`])));
        this.#compare(evaluation, all);
    }

    #compare(shown, all) {
        const most = Math.max(...all.map((each) => each.meanAveragePrecision));
        const rows = all.map((each) => {
            const { occasion } = each;
            const link = el('a', { href: write({ ...START, view: 'quality', measured: occasion.measured }), 'data-go': true,
                'aria-current': each === shown ? 'true' : null }, `${occasion.model}, ${occasion.space}`);
            return [link, each.labels, protocol(occasion), three(each.precisionAt1), three(each.precisionAt10),
                el(each.meanAveragePrecision === most ? 'strong' : 'span', {}, three(each.meanAveragePrecision)),
                three(each.guessing.right), three(each.guessing.calibrationError)];
        });
        // Of one alone there is nothing to compare; what would be is said.
        this.compared.replaceChildren(el('h2', {}, 'Networks and spaces compared'), ...[
            all.length > 1 && table('Networks and spaces compared', HEAD, rows),
            el('p', { class: 'quiet' }, 'To let another network serve: ', el('code', {}, 'lookalike switch A'), '.'),
        ].filter(Boolean));
    }
}
