"""Measures how pictures are best compared: the tables of docs/measurements/similarity.md.

    pip install -r ../models/requirements.txt
    python measure.py embed --photos FOLDER --model FILE --cache FOLDER
    python measure.py space|sizes|examples|unlike|alike --cache FOLDER
    python measure.py heat --photos FOLDER --model FILE --cache FOLDER

`--photos` holds `clothing` (folders of splits, in them folders of classes) and `cifar10-test` (folders of classes).
`--model` is the bundled efficientnet-lite2-int8.onnx. `embed` comes first; the others print one table each.
"""

import argparse
import io
import itertools
import random
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from PIL import Image, ImageFilter, ImageOps

SIDE = 260
CHANGES = ("crop80", "crop50", "crop25", "flip", "jpeg")


# ------------------------------------------------------------------------------------------------ embeddings
class Network:
    """The embedding and the feature map of a bundled network, which scales the shorter side and cuts the middle."""

    def __init__(self, file):
        model = onnx.load(file)
        maker = {output: node for node in model.graph.node for output in node.output}
        embedding = [node for node in model.graph.node if node.op_type == "Gemm"][-1].input[0]
        pooled = embedding
        while maker[pooled].op_type not in ("GlobalAveragePool", "ReduceMean"):
            pooled = maker[pooled].input[0]
        for name in (embedding, maker[pooled].input[0]):
            model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self.session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])

    def run(self, pixels):
        parts = []
        for start in range(0, len(pixels), 8):
            batch = ((np.stack(pixels[start : start + 8]) - 127) / 128).transpose(0, 3, 1, 2)
            _, embedding, cells = self.session.run(None, {"pixels": batch})
            parts.append((embedding.reshape(len(batch), -1).astype(np.float64), cells))
        return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def opened(path):
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB")


def pixels(image):
    scale = SIDE / min(image.size)
    size = (max(SIDE, round(image.width * scale)), max(SIDE, round(image.height * scale)))
    image = image.resize(size, Image.BILINEAR)
    left, top = (image.width - SIDE) // 2, (image.height - SIDE) // 2
    return np.asarray(image.crop((left, top, left + SIDE, top + SIDE)), np.float32)


def changed(image, change, rng):
    if change == "flip":
        return ImageOps.mirror(image)
    if change == "jpeg":  # small and strongly compressed
        scale = 300 / max(image.size)
        buffer = io.BytesIO()
        image.resize((int(image.width * scale), int(image.height * scale)), Image.BILINEAR).save(buffer, "JPEG", quality=40)
        return Image.open(buffer).convert("RGB")
    share = (int(change[4:]) / 100) ** 0.5
    width, height = int(image.width * share), int(image.height * share)
    left, top = rng.randint(0, image.width - width), rng.randint(0, image.height - height)
    return image.crop((left, top, left + width, top + height))


def embed(args):
    network, rng = Network(args.model), random.Random(1)
    args.cache.mkdir(parents=True, exist_ok=True)

    def keep(name, images):
        np.save(args.cache / f"{name}.npy", network.run([pixels(image) for image in images])[0])

    photos = sorted((args.photos / "clothing").rglob("*.jpg"))
    (args.cache / "clothing.txt").write_text("\n".join(str(path.relative_to(args.photos)) for path in photos))
    some = rng.sample(range(len(photos)), 300)
    np.save(args.cache / "some.npy", some)
    foreign = rng.sample(sorted((args.photos / "cifar10-test").rglob("*.*")), 600)
    keep("cifar", (opened(path).resize((SIDE, SIDE), Image.BICUBIC) for path in foreign))
    for change in CHANGES:
        keep(change, (changed(opened(photos[i]), change, rng) for i in some))
    keep("clothing", (opened(path) for path in photos))


# ------------------------------------------------------------------------------------------------ comparing
def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def principal(rows):
    return np.linalg.eigh(np.cov(rows.T))[1][:, ::-1]


class Space:
    def __init__(self, rows, axes=256):
        self.mean, self.axes = rows.mean(0), principal(rows)[:, :axes]

    def __call__(self, rows):
        return (rows - self.mean) @ self.axes


def scores(queries, rows, metric="cosine"):
    if metric == "cosine":
        return unit(queries) @ unit(rows).T
    squares = (queries * queries).sum(1)[:, None] + (rows * rows).sum(1) - 2 * queries @ rows.T
    return -np.sqrt(np.maximum(0, squares))


def among_themselves(rows, metric):
    table = scores(rows, rows, metric)
    np.fill_diagonal(table, -np.inf)
    return table


def best(table, count=10):
    order = np.argsort(-table, axis=1)[:, :count]
    return order, np.take_along_axis(table, order, 1)


def quality(table, labels):
    count = len(table)
    order = np.argsort(-table, axis=1, kind="stable")[:, : count - 1]
    right = labels[order] == labels[:, None]
    average = (np.cumsum(right, 1) / np.arange(1, count) * right).sum(1) / right.sum(1)
    return right[:, 0].mean(), right[:, :10].mean(), average.mean()


class Photos:
    def __init__(self, cache):
        self.files = (cache / "clothing.txt").read_text().split("\n")
        self.labels = np.array([file.split("/")[-2] for file in self.files])
        self.splits = np.array([file.split("/")[-3] for file in self.files])
        self.rows = np.load(cache / "clothing.npy")
        self.some = np.load(cache / "some.npy")
        self.cifar = np.load(cache / "cifar.npy")
        self.changes = {change: np.load(cache / f"{change}.npy") for change in CHANGES}


# ------------------------------------------------------------------------------------------------ tables
def space(photos):
    """What to store: classes found (P@1, P@10, mAP), and the original of changed pictures found first."""
    rows = photos.rows
    mean, unit_mean = rows.mean(0), unit(rows).mean(0)
    axes, unit_axes = principal(rows), principal(unit(rows))
    maps = {"raw": lambda a: a, "raw, centred": lambda a: a - mean, "unit, centred": lambda a: unit(a) - unit_mean}
    for size in (64, 128, 256, 512):
        maps[f"raw, centred, {size} axes"] = lambda a, k=size: (a - mean) @ axes[:, :k]
        maps[f"unit, centred, {size} axes"] = lambda a, k=size: (unit(a) - unit_mean) @ unit_axes[:, :k]
    print("| space | metric | P@1 | P@10 | mAP | " + " | ".join(CHANGES) + " |\n|" + "---|" * (5 + len(CHANGES)))
    for (name, to), metric in itertools.product(maps.items(), ("cosine", "euclidean")):
        mapped = to(rows)
        figures = list(quality(among_themselves(mapped, metric), photos.labels))
        for change in CHANGES:
            found = np.argmax(scores(to(photos.changes[change]), mapped, metric), 1) == photos.some
            figures.append(found.mean())
        print(f"| {name} | {metric} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |", flush=True)


def sizes(photos):
    """From how many pictures on: means over random subsets, cosine."""
    rng = np.random.default_rng(1)
    print("| photos | space | P@1 | P@10 | mAP |\n|---|---|---|---|---|")
    for count, rounds in ((64, 40), (128, 20), (256, 12), (512, 8), (1024, 4)):
        sums = {}
        for _ in range(rounds):
            chosen = rng.choice(len(photos.rows), count, replace=False)
            labels = photos.labels[chosen]
            paired = np.array([(labels == label).sum() > 1 for label in labels])
            rows, labels = photos.rows[chosen][paired], labels[paired]
            axes = principal(rows)
            maps = {"as is": rows, "centred": rows - rows.mean(0)}
            for size in sorted({count // 4, 128, 256}):
                if size < len(rows):
                    maps[f"centred, {size} axes"] = (rows - rows.mean(0)) @ axes[:, :size]
            for name, mapped in maps.items():
                sums.setdefault(name, []).append(quality(among_themselves(mapped, "cosine"), labels))
        for name, all_figures in sums.items():
            print(f"| {count} | {name} | " + " | ".join(f"{f:.3f}" for f in np.mean(all_figures, 0)) + " |", flush=True)


def first_ten(values, shown):
    values = values.copy()
    values[list(shown)] = -np.inf
    return np.argsort(-values)[:10]


def examples(photos):
    """Several examples to be like: their mean, or the nearest of them."""
    rows = Space(photos.rows)(photos.rows)
    units, labels, rng = unit(rows), photos.labels, np.random.default_rng(3)
    names = sorted(set(labels))
    print("| examples of one class | P@10 of the mean direction | of the nearest example | of the mean place (Euclidean) |")
    print("|---|---|---|---|")
    for count in (1, 2, 3, 5):
        found = []
        for _ in range(1500):
            name = names[rng.integers(len(names))]
            shown = rng.choice(np.where(labels == name)[0], count, replace=False)
            each = units[shown] @ units.T
            distance = -np.linalg.norm(rows - rows[shown].mean(0), axis=1)
            found.append([(labels[first_ten(v, shown)] == name).mean() for v in (each.mean(0), each.max(0), distance)])
        print(f"| {count} | " + " | ".join(f"{f:.3f}" for f in np.mean(found, 0)) + " |", flush=True)


def unlike(photos):
    """One to be like, and one of its wrong answers to be unlike: q - beta * n."""
    units, labels = unit(Space(photos.rows)(photos.rows)), photos.labels
    print("| beta | P@10 | share of the unwanted class |\n|---|---|---|")
    for beta in (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9):
        rng, found = np.random.default_rng(5), []
        while len(found) < 800:
            asked = rng.integers(len(units))
            wrong = [i for i in first_ten(units @ units[asked], [asked]) if labels[i] != labels[asked]]
            if wrong:
                other = wrong[rng.integers(len(wrong))]
                ten = labels[first_ten(units @ (units[asked] - beta * units[other]), [asked, other])]
                found.append(((ten == labels[asked]).mean(), (ten == labels[other]).mean()))
        print(f"| {beta:.2f} | " + " | ".join(f"{f:.3f}" for f in np.mean(found, 0)) + " |", flush=True)


class Background:
    """What is usual in a collection, and three ways to tell a query that has nothing like it."""

    def __init__(self, gallery, metric):
        self.space, self.metric = Space(gallery), metric
        self.rows = self.space(gallery)
        table = among_themselves(self.rows, metric)
        self.density = best(table)[1].mean(1)
        self.usual = self.measures(table)
        off_diagonal = table[np.isfinite(table)]
        self.scale = (1 if metric == "cosine" else 0) - np.median(off_diagonal)
        self.near = np.quantile(self.usual["best score"], 0.3)
        unsure = ~self.certain(self.usual)
        self.limit = np.sort(self.usual["contrast"][unsure])[int(0.05 * len(gallery))]

    def asked(self, queries):
        return self.measures(scores(self.space(queries), self.rows, self.metric))

    def measures(self, table):
        order, top = best(table)
        half = self.density[order].mean(1) / 2
        depth = min(max(10, len(self.rows) // 20), 50)
        return {"best score": top[:, 0], "mean of ten": top.mean(1), "contrast of ten": top.mean(1) - half,
                "contrast": best(table, depth)[1].mean(1) - half, "standing out": top[:, 0] - top[:, 1:].mean(1)}

    def certain(self, measures):
        return (measures["best score"] >= self.near) | (measures["standing out"] >= 0.12 * self.scale)

    def nothing(self, measures):
        return ~self.certain(measures) & (measures["contrast"] < self.limit)


def auroc(known, foreign):
    ranks = np.argsort(np.argsort(np.concatenate([known, foreign])))[: len(known)]
    return (ranks.sum() - len(known) * (len(known) - 1) / 2) / (len(known) * len(foreign))


def alike(photos):
    """Is anything like this here? Two classes held out of the gallery (train); queries are the test photos."""
    train, test = photos.splits == "train", photos.splits == "test"
    print("| metric | measure | AUROC dress + pants | mean of 45 pairs | CIFAR-10 |\n|---|---|---|---|---|")
    rules = {}
    for metric in ("cosine", "euclidean"):
        sums = {}
        for pair in [("dress", "pants"), *itertools.combinations(sorted(set(photos.labels)), 2)]:
            out = np.isin(photos.labels, pair)
            background = Background(photos.rows[train & ~out], metric)
            asked = (photos.rows[test & ~out], photos.rows[test & out], photos.cifar)
            groups = [background.asked(rows) for rows in asked]
            for name in ("best score", "mean of ten", "contrast of ten", "contrast"):
                sums.setdefault(name, []).append([auroc(groups[0][name], group[name]) for group in groups[1:]])
            rules.setdefault(metric, []).append([background.nothing(group).mean() for group in groups])
        for name, figures in sums.items():
            mean = np.mean(figures[1:], 0)
            print(f"| {metric} | {name} | {figures[0][0]:.3f} | {mean[0]:.3f} | {mean[1]:.3f} |", flush=True)
    print("\n| metric | known told nothing | foreign class told | CIFAR-10 told |" + "".join(f" {c} |" for c in CHANGES))
    print("|" + "---|" * (4 + len(CHANGES)))
    for metric, figures in rules.items():
        background = Background(photos.rows, metric)
        changes = [background.nothing(background.asked(photos.changes[change])).mean() for change in CHANGES]
        print(f"| {metric} | " + " | ".join(f"{f:.3f}" for f in [*np.mean(figures[1:], 0), *changes]) + " |", flush=True)


class Hiding:
    """A photo whose places can be hidden, by its own blur or by grey, and the score that is left."""

    def __init__(self, network, path, place, to):
        self.network, self.place, self.to = network, place, to
        self.pixels = pixels(opened(path))
        blurred = Image.fromarray(self.pixels.astype(np.uint8)).filter(ImageFilter.GaussianBlur(20))
        self.fills = {"blur": np.asarray(blurred, np.float32), "grey": np.full_like(self.pixels, 127)}
        embedding, cells = network.run([self.pixels])
        self.rows, self.columns = cells.shape[2:]
        self.cells = to(cells[0].reshape(cells.shape[1], -1).T.astype(np.float64))
        self.score = self.scores_of(embedding)[0]

    def scores_of(self, embeddings):
        return unit(self.to(embeddings)) @ self.place

    def hide(self, places, fill):
        hidden = self.pixels.copy()
        for place in places:
            row, column = divmod(place, self.columns)
            box = (slice(SIDE * row // self.rows, SIDE * (row + 1) // self.rows),
                   slice(SIDE * column // self.columns, SIDE * (column + 1) // self.columns))
            hidden[box] = self.fills[fill][box]
        return hidden

    def scores(self, sets, fill):
        return self.scores_of(self.network.run([self.hide(places, fill) for places in sets])[0])


def heat(photos, args):
    """Do the hottest places matter? Hiding the hottest fifth against hiding random places and a random spot."""
    network, rng, won = Network(args.model), np.random.default_rng(2), {}
    to = Space(photos.rows)
    units = unit(to(photos.rows))
    for asked in rng.choice(len(units), args.pairs, replace=False):
        table = units @ units[asked]
        table[asked] = -np.inf
        photo = Hiding(network, args.photos / photos.files[asked], units[np.argmax(table)], to)
        count = photo.rows * photo.columns
        split = photo.cells @ photo.place
        costs = photo.score - photo.scores([[place] for place in range(count)], "blur")
        maps = {"split": split, "costs": costs, "split and costs": split / split.std() + 2 * costs / costs.std()}
        spot = rng.integers(count)
        away = [(i // photo.columns - spot // photo.columns) ** 2 + (i % photo.columns - spot % photo.columns) ** 2
                for i in range(count)]
        fifth = count // 5
        others = [rng.permutation(count)[:fifth], np.argsort(away, kind="stable")[:fifth]]
        for fill in ("blur", "grey"):
            left = photo.scores([np.argsort(-each)[:fifth] for each in maps.values()] + others, fill)
            for number, name in enumerate(maps):
                won.setdefault((fill, name), []).append((left[number] < left[-2], left[number] < left[-1]))
    print("| hidden by | map | beats random places | beats a random spot |\n|---|---|---|---|")
    for (fill, name), wins in won.items():
        print(f"| {fill} | {name} | " + " | ".join(f"{share:.2f}" for share in np.mean(wins, 0)) + " |")


TABLES = {"space": space, "sizes": sizes, "examples": examples, "unlike": unlike, "alike": alike}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=["embed", "heat", *TABLES])
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=60, help="of the heat maps")
    arguments = parser.parse_args()
    if arguments.table == "embed":
        embed(arguments)
    elif arguments.table == "heat":
        heat(Photos(arguments.cache), arguments)
    else:
        TABLES[arguments.table](Photos(arguments.cache))
