"""From a picture file to the pixels a network reads: the same steps as the Java room's, in Pillow and NumPy."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}

# What `(x - mean) / std` is, in units of 0-255 pixels, for each normalisation that has a name.
NORMALISATIONS = {
    "imagenet": ([123.675, 116.28, 103.53], [58.395, 57.12, 57.375]),
    "zero-to-one": ([0, 0, 0], [255, 255, 255]),
    "minus-one-to-one": ([127.5, 127.5, 127.5], [127.5, 127.5, 127.5]),
}


def files_below(folder):
    """Every picture below a folder, in the order of their names."""
    return sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in SUFFIXES)


def spread(items, count):
    """`count` of the items, evenly spaced; all of them if there are fewer."""
    if len(items) <= count:
        return list(items)
    return [items[i * len(items) // count] for i in range(count)]


def upright(path):
    """The picture as a person sees it: turned as its EXIF says, in RGB."""
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def shorter_side_to(image, pixels, resample=Image.BILINEAR):
    scale = pixels / min(image.size)
    return image.resize((max(pixels, int(image.width * scale)), max(pixels, int(image.height * scale))), resample)


def centre_crop(image, size):
    left, top = (image.width - size) // 2, (image.height - size) // 2
    return image.crop((left, top, left + size, top + size))


def letterbox(image, size, resample):
    scale = size / max(image.size)
    small = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))), resample)
    canvas = Image.new("RGB", (size, size), (127, 127, 127))
    canvas.paste(small, ((size - small.width) // 2, (size - small.height) // 2))
    return canvas


def resized(image, resize, size, resize_to, resample=Image.BILINEAR):
    """The part of a picture that the network sees; README.md says what each word means."""
    match resize:
        case "shorter-side":
            return centre_crop(shorter_side_to(image, resize_to, resample), size)
        case "squash":
            return centre_crop(image.resize((resize_to, resize_to), resample), size)
        case "letterbox":
            return letterbox(image, size, resample)
        case "whole":
            return shorter_side_to(image, size, resample)
    raise ValueError(f"resize is {resize!r}; use shorter-side, squash, letterbox or whole")


def pixels(image, normalisation):
    """One picture as 3 x height x width floats, red first."""
    if isinstance(normalisation, str):
        mean, std = NORMALISATIONS[normalisation]
    else:
        mean, std = normalisation["mean"], normalisation["std"]
    values = (np.asarray(image, dtype=np.float32) - np.float32(mean)) / np.float32(std)
    return np.ascontiguousarray(values.transpose(2, 0, 1))
