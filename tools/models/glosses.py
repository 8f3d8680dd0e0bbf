"""Prints what ImageNet's 1,000 classes are called and are, as timm tells it after WordNet: input of `tools/bench meanings`.

    python tools/models/glosses.py > glosses.txt
"""
import importlib.util
import pathlib

folder = pathlib.Path(importlib.util.find_spec("timm").submodule_search_locations[0], "data", "_info")


def table(name):
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line)


lemmas = table("imagenet_synset_to_lemma.txt")
definitions = table("imagenet_synset_to_definition.txt")
for synset in (folder / "imagenet_synsets.txt").read_text(encoding="utf-8").split():
    print(lemmas[synset], definitions[synset], sep="\t")
