"""Writes a model card so that people can read it too: nested objects indented, lists and small objects on one line."""

import json


def text(value, indent=""):
    if not isinstance(value, dict) or not any(isinstance(each, dict) for each in value.values()) and indent:
        return json.dumps(value, ensure_ascii=False)
    inner = indent + "  "
    lines = [f"{inner}{json.dumps(key)}: {text(each, inner)}" for key, each in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def write(file, card):
    file.write_text(text(card) + "\n")
