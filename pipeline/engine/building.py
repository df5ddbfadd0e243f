"""Wrapping a CTranslate2 model as an Argos package."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from pipeline.errors import UsageError

# Zip files carry dates; a fixed one makes equal packages equal files.
DATE = (1980, 1, 1, 0, 0, 0)


def build_package(
    folder: Path, spm: Path, from_code: str, to_code: str, version: str, output: Path | None = None
) -> Path:
    """Write `translate-de_en-1_0.argosmodel` (or `output`) and return its path.

    Raises:
        UsageError: `folder` is not a CTranslate2 model.
    """
    if not (folder / "model.bin").is_file():
        raise UsageError(
            "not a CTranslate2 model: it has no model.bin",
            path=folder,
            hint="ct2-transformers-converter (in CTranslate2) makes one from a Marian model.",
        )
    name = f"translate-{from_code}_{to_code}-{version.replace('.', '_')}"
    file = output or Path(f"{name}.argosmodel")
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": from_code,
        "from_name": from_code,
        "to_code": to_code,
        "to_name": to_code,
    }
    members = {"sentencepiece.model": spm} | {
        f"model/{path.name}": path for path in sorted(folder.iterdir()) if path.is_file()
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        _add(bundle, f"{name}/metadata.json", json.dumps(metadata, indent=2).encode())
        for member, path in members.items():
            _add(bundle, f"{name}/{member}", path.read_bytes())
    return file


def _add(bundle: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, DATE)
    info.external_attr = 0o644 << 16
    bundle.writestr(info, content, zipfile.ZIP_DEFLATED)
