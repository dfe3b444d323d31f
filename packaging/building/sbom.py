"""The list of components as CycloneDX 1.6 JSON."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from building.contents import Component

TYPES = {"python": "library", "system": "library", "runtime": "platform", "data": "data"}


def document(components: Iterable[Component], version: str, epoch: int) -> dict[str, Any]:
    """The document as JSON data; *epoch* (seconds) is its date. The same components give the same document."""
    rows = [_component(component) for component in components]
    program = {
        "type": "application",
        "bom-ref": f"pkg:generic/latent-explorer@{version}",
        "name": "latent-explorer",
        "version": version,
        "licenses": [{"license": {"id": "MIT"}}],
    }
    digest = hashlib.sha256(json.dumps([version, rows], sort_keys=True).encode()).hexdigest()
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "version": 1,
        "metadata": {"timestamp": datetime.fromtimestamp(epoch, UTC).isoformat(), "component": program},
        "components": rows,
        "dependencies": [{"ref": program["bom-ref"], "dependsOn": [row["bom-ref"] for row in rows]}],
    }


def _component(component: Component) -> dict[str, Any]:
    row: dict[str, Any] = {
        "type": TYPES[component.kind],
        "bom-ref": component.url or f"{component.kind}:{component.name}@{component.version}",
        "name": component.name,
    }
    if component.version:
        row["version"] = component.version
    if component.licence:  # a name, as not all that makers write is an SPDX expression
        row["licenses"] = [{"license": {"name": component.licence}}]
    if component.url:
        row["purl"] = component.url
    if component.homepage.startswith("http"):
        row["externalReferences"] = [{"type": "website", "url": component.homepage}]
    if component.kind == "system":
        row["properties"] = [{"name": "latent-explorer:file", "value": name} for name in sorted(component.files)]
    return row
