// The query beside its answers: the picture with its crop box, the other examples, and how to compare.

import * as api from './api.js';
import { recall, recallNow } from './columns.js';
import { CropBox } from './crop.js';
import { el, icon, iconButton } from './dom.js';
import { hideHeat, showHeat } from './heat.js';
import { uploadNow } from './intake.js';
import { SketchPad } from './pad.js';
import { COUNTS, LAMBDAS, exampleText, go, isWeighed, sketchOf, state, subjectOf, withOf, withoutExample } from './state.js';
import { alternative, openOriginal, paintPlaceholder } from './tile.js';
import { WeighFields, paletteLabel, paletteName } from './weigh.js';
import { wordsLabel } from './words.js';

const SUBJECT = 640;
const SMALL = 64;

const thumbnailOf = (example, item, pixels) =>
    example.upload ? api.uploadThumbnail(example.upload, pixels) : api.thumbnail(example.image, item?.version, pixels);

export class QueryPanel {
    /**
     * @param {Object} options
     * @param {import('./intake.js').Intake} options.intake
     * @param {function(import('./state.js').Crop|null, boolean): void} options.cropped told while the crop box changes
     * @param {function(number): void} options.kept told when an upload became a picture of the gallery
     */
    constructor({ intake, cropped, kept }) {
        this.intake = intake;
        this.kept = kept;
        this.crop = new CropBox((crop, rested) => {
            this.#sayCropped(crop);
            cropped(crop, rested);
        });
        this.blur = el('canvas', { width: 4, height: 2, class: 'blur', 'aria-hidden': 'true' });
        this.image = el('img', { alt: '', draggable: 'false' });
        this.frame = el('div', { class: 'subject-frame' }, this.blur, this.image, this.crop.element);
        this.pad = new SketchPad();
        this.name = el('p', { class: 'subject-name' });
        this.whole = el('button', { type: 'button', class: 'button small', hidden: true, onclick: () => {
            this.crop.set(null);
            this.#sayCropped(null);
            cropped(null, true);
        } }, 'Whole picture');
        this.keep = el('button', { type: 'button', class: 'button small', hidden: true, onclick: () => this.#keep() },
                'Add to gallery');
        this.others = el('ul', { class: 'examples', 'aria-label': 'Examples' });
        this.tune = this.#tune();
        this.element = el('aside', { class: 'query', 'aria-label': 'Query' },
                el('div', { class: 'subject' }, this.frame, this.pad.element),
                el('div', { class: 'query-side' },
                        el('div', { class: 'subject-line' }, this.name, this.whole, this.keep), this.others, this.tune));
        this.image.addEventListener('load', () => {
            this.frame.classList.add('loaded');
            this.#fit(this.image.naturalWidth / this.image.naturalHeight);
        });
        this.image.addEventListener('error', () => this.frame.classList.add('gone'));
    }

    /** Shows the query of `now`. */
    async show(now) {
        this.now = now;
        const ids = withOf(now);
        const subject = ids ? { image: ids[0] } : subjectOf(now);
        this.#tuneTo(now);
        const sketch = sketchOf(now);
        this.frame.hidden = !subject || Boolean(sketch);
        this.crop.element.hidden = Boolean(ids);
        if (sketch) {
            this.#sketch(sketch, now);
            return;
        }
        this.pad.hide();
        this.#examples(now);
        if (!subject) {
            this.#words(now);
            return;
        }
        this.crop.set(subject.crop);
        this.#sayCropped(subject.crop);
        this.keep.hidden = !subject.upload;
        const source = (ids ? 'g' : '') + exampleText({ ...subject, crop: undefined });
        if (source === this.source) {
            return;
        }
        this.source = source;
        this.frame.classList.remove('loaded', 'gone');
        this.image.removeAttribute('src');
        paintPlaceholder(this.blur, '');
        this.name.textContent = '';
        const item = subject.upload ? null : recallNow(subject.image) ?? await recall(subject.image).catch(() => null);
        if (source === this.source) {
            this.#subject(subject, item);
        }
    }

    /** A sketch is drawn where a picture would be shown. */
    #sketch(example, now) {
        this.source = null;
        this.keep.hidden = true;
        this.#sayCropped(null);
        this.name.textContent = 'Your sketch';
        this.name.title = '';
        document.title = 'Like your sketch - Lookalike';
        this.#examples(now);
        this.pad.show(example.sketch);
    }

    /** Words and colours alone have no picture to show. */
    #words(now) {
        const name = now.like.map(({ words, palette }) => (palette ? paletteName(palette) : `“${words}”`)).join(', ');
        this.source = null;
        this.keep.hidden = true;
        this.#sayCropped(null);
        this.name.textContent = name;
        this.name.title = name;
        document.title = `${name} - Lookalike`;
    }

    #subject(subject, item) {
        const upload = subject.upload && uploadNow(subject.upload);
        const name = item?.name ?? upload?.name ?? (subject.upload ? 'Your picture' : `Picture ${subject.image}`);
        this.name.textContent = name;
        this.name.title = name;
        this.image.alt = item ? alternative(item) : name;
        document.title = `${withOf(this.now) ? 'Goes with' : 'Like'} ${name} - Lookalike`;
        if (item) {
            paintPlaceholder(this.blur, item.placeholder);
            this.#fit(item.ratio);
        } else if (upload) {
            this.#fit(upload.width / upload.height);
        }
        this.image.src = thumbnailOf(subject, item, SUBJECT / 2);
    }

    /** Gives the frame the picture's own shape at once, so that nothing jumps when it arrives. */
    #fit(ratio) {
        this.frame.style.setProperty('--ratio', String(ratio));
    }

    #sayCropped(crop) {
        this.whole.hidden = !crop;
    }

    #examples(now) {
        const ids = withOf(now);
        if (ids) {
            this.#together(ids);
            return;
        }
        const sketch = sketchOf(now);
        const subject = sketch ?? subjectOf(now);
        const tile = (example, positive) => {
            if (example.palette) {
                return paletteLabel(example);
            }
            if (example.words) {
                return wordsLabel(example, positive);
            }
            const item = example.upload ? uploadNow(example.upload) : recallNow(example.image);
            const name = item?.name ?? (example.upload ? 'your picture' : `picture ${example.image}`);
            const picture = el('img', { src: thumbnailOf(example, example.upload ? null : item, SMALL), alt: '', draggable: 'false' });
            const toFront = positive && !sketch
                ? el('button', { type: 'button', class: 'example-picture', 'aria-label': `${name}: show it large, to crop it`,
                    title: name, onclick: () => go({ ...now, like: [example, ...now.like.filter((each) => each !== example)] }) }, picture)
                : el('span', { class: 'example-picture', role: 'img', 'aria-label': `${positive ? 'like' : 'unlike'} ${name}`, title: name }, picture);
            return el('li', { class: positive ? 'example' : 'example negative' }, toFront,
                    el('span', { class: 'example-sign', 'aria-hidden': 'true' }, icon(positive ? 'plus' : 'minus')),
                    iconButton('close', `Remove ${name} from the query`, () => go(withoutExample(state(), example)),
                            { class: 'icon-button example-remove' }));
        };
        this.others.replaceChildren(
                ...now.like.filter((example) => example !== subject).map((example) => tile(example, true)),
                ...now.unlike.map((example) => tile(example, false)),
                el('li', { class: 'example' }, el('button', { type: 'button', class: 'example-add',
                    'aria-label': 'Add another picture to be like', title: 'Add another picture to be like',
                    onclick: () => this.intake.choose(true) }, icon('plus'))));
    }

    /** What the answers should go with beside the first, which is shown large. */
    #together(ids) {
        this.others.replaceChildren(...ids.slice(1).map((id) => {
            const item = recallNow(id);
            const name = item?.name ?? `picture ${id}`;
            return el('li', { class: 'example' },
                    el('span', { class: 'example-picture', role: 'img', 'aria-label': name, title: name },
                            el('img', { src: thumbnailOf({ image: id }, item, SMALL), alt: '', draggable: 'false' })),
                    iconButton('close', `Remove ${name} from the query`,
                            () => go({ ...state(), like: [{ goesWith: ids.filter((each) => each !== id) }] }),
                            { class: 'icon-button example-remove' }));
        }));
    }

    #tune() {
        const choice = (value, label, hint) => el('label', { class: 'choice' },
                el('input', { type: 'radio', name: 'metric', value, onchange: () => go({ ...state(), metric: value }) }),
                el('span', {}, label, el('small', {}, hint)));
        this.count = el('select', { id: 'count', onchange: () => go({ ...state(), count: Number(this.count.value) }) },
                ...COUNTS.map((count) => el('option', { value: count }, String(count))));
        this.folder = el('select', { id: 'folder', onchange: () => go({ ...state(), folder: this.folder.value }) });
        this.category = el('select', { id: 'category', onchange: () => go({ ...state(), category: this.category.value }) });
        this.metrics = el('fieldset', {}, el('legend', {}, 'Compare by'),
                choice('cosine', 'Cosine', 'what is in it'), choice('euclidean', 'Euclidean', 'what is in it, and how strongly'));
        this.lambda = el('select', { id: 'lambda', onchange: () => go({ ...state(), lambda: Number(this.lambda.value) }) },
                ...LAMBDAS.map(([lambda, name]) => el('option', { value: lambda }, name)));
        this.group = el('select', { id: 'group', onchange: () => go({ ...state(), group: this.group.value }) });
        this.copies = el('input', { type: 'checkbox', id: 'copies',
            onchange: () => go({ ...state(), copies: this.copies.checked ? 'no' : 'yes' }) });
        this.weigh = new WeighFields();
        const field = (control, label) => el('div', { class: 'field' }, el('label', { for: control.id }, label), control);
        const tune = el('details', { class: 'tune' }, el('summary', {}, icon('tune'), 'Tune'),
                el('div', { class: 'tune-fields' }, this.weigh.element, this.metrics, field(this.count, 'How many'), field(this.lambda, 'Which'),
                        field(this.group, 'One of each'), field(this.folder, 'In folder'), field(this.category, 'Category'),
                        el('label', { class: 'choice' }, this.copies, el('span', {}, 'Leave out copies'))));
        tune.addEventListener('toggle', () => tune.open && this.#loadFilters());
        return tune;
    }

    #tuneTo(now) {
        this.weigh.show(now);
        // Aspects are weighed by cosine, and the nearest answered as they come.
        const apart = Boolean(withOf(now));
        this.weigh.element.hidden = apart;
        this.metrics.hidden = apart;
        this.lambda.closest('.field').hidden = apart;
        this.metrics.disabled = isWeighed(now);
        this.lambda.disabled = isWeighed(now);
        this.metrics.querySelector(`[value=${now.metric}]`).checked = true;
        this.count.value = String(now.count);
        this.lambda.value = String(now.lambda);
        this.copies.checked = now.copies === 'no';
        this.#options(this.group, now.group, this.fieldNames ?? [], 'No');
        this.group.closest('.field').hidden = this.group.options.length < 2;
        this.#options(this.folder, now.folder, this.folderNames ?? []);
        this.#options(this.category, now.category, this.categoryNames ?? []);
    }

    #options(select, chosen, names, none = 'All') {
        const all = chosen && !names.includes(chosen) ? [chosen, ...names] : names;
        select.replaceChildren(el('option', { value: '' }, none), ...all.map((name) => el('option', { value: name }, name)));
        select.value = chosen;
    }

    async #loadFilters() {
        try {
            const [folders, categories, fields] = await Promise.all([api.folders(), api.categories(), api.fields()]);
            const names = (groups) => groups.map((group) => group.name).filter(Boolean);
            this.folderNames = names(folders);
            this.fieldNames = names(fields);
            this.categoryNames = names(categories).sort();
            this.#tuneTo(state());
        } catch {
            // The lists stay as they are; everything else works without them.
        }
    }

    async #keep() {
        const subject = subjectOf(this.now);
        const image = await this.intake.keep(subject.upload);
        if (image) {
            this.kept(image.id);
            const { upload, ...same } = subject;
            const like = this.now.like.map((example) => (example === subject ? { ...same, image: image.id } : example));
            go({ ...state(), like }, { replace: true });
        }
    }

    /** The question is another view's. */
    hide() {
        this.pad.hide();
    }

    /** Shows which places of the query matter. */
    heat(map) {
        showHeat(this.frame, map);
    }

    /** Shows the bare picture again. */
    cool() {
        hideHeat(this.frame);
    }

    /** Opens the subject's own file, if it is in the gallery. */
    open() {
        const subject = subjectOf(this.now);
        if (subject?.image) {
            openOriginal(subject.image);
        }
    }
}

export { thumbnailOf };
