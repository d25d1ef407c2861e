"""The states of an estimate and which may follow which."""

from __future__ import annotations

from enum import StrEnum


class EstimateState(StrEnum):
    """Stage of one version; the value is what the database stores."""

    DRAFT = "draft"
    ISSUED = "issued"
    APPROVED = "approved"
    REFUSED = "refused"
    REPLACED = "replaced"


_S = EstimateState
ESTIMATE_MOVES: dict[EstimateState, tuple[EstimateState, ...]] = {
    _S.DRAFT: (_S.ISSUED,),
    _S.ISSUED: (_S.APPROVED, _S.REFUSED, _S.REPLACED),
    _S.APPROVED: (_S.REPLACED,),
    _S.REFUSED: (_S.REPLACED,),
    _S.REPLACED: (),
}
