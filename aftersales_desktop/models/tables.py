"""Every table of the program, for what looks at all of them."""

from __future__ import annotations

from aftersales_desktop.models.attachments import Attachment
from aftersales_desktop.models.customers import Customer, CustomerPhone, Site
from aftersales_desktop.models.leaving import OrderOverride, QualityCheck
from aftersales_desktop.models.merges import MergeEvent, MergeMove
from aftersales_desktop.models.office import (
    AllowedMove,
    Audit,
    Draft,
    ImportRun,
    NumberSeries,
    PrintLog,
    Setting,
    StoredFile,
)
from aftersales_desktop.models.outside import (
    Call,
    Disposal,
    Loan,
    Loaner,
    OutsideJob,
    SupplierClaim,
    SupplierClaimLine,
    UncollectedLetter,
)
from aftersales_desktop.models.parts import (
    Part,
    PartEquivalent,
    PartPrice,
    StockBalance,
    StockDocument,
    StockMove,
    Supplier,
)
from aftersales_desktop.models.reception import DevicePasscode, OrderEvent, Reception, ServiceOrder
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.store import PartDelivery, PartOrder, PartReservation
from aftersales_desktop.models.units import (
    Category,
    Chip,
    Location,
    ProductModel,
    Unit,
    UnitIdentifier,
    UnitMove,
    UnitOwnerChange,
)
from aftersales_desktop.models.warranty import CardBatch, Issuer, WarrantyCard, WarrantyEvent, WarrantyVoid
from aftersales_desktop.models.warranty_terms import WarrantyTerms
from aftersales_desktop.models.workshop import (
    Approval,
    Diagnosis,
    Estimate,
    EstimateLine,
    FaultCode,
    OrderLine,
    OrderLineMove,
    Tariff,
)

ALL_TABLES = (
    Setting, NumberSeries, Audit, Draft, PrintLog, ImportRun, StoredFile, AllowedMove,
    Customer, CustomerPhone, Site,
    Category, Chip, ProductModel, Location, Unit, UnitIdentifier, UnitOwnerChange, UnitMove,
    Issuer, WarrantyTerms, CardBatch, WarrantyCard, WarrantyVoid, WarrantyEvent,
    Reception, ServiceOrder, OrderEvent, DevicePasscode,
    StaffMember, Supplier, Part, PartEquivalent, PartPrice, StockDocument, StockMove, StockBalance,
    PartReservation, PartOrder, PartDelivery,
    FaultCode, Diagnosis, Tariff, OrderLine, OrderLineMove, Estimate, EstimateLine, Approval,
    SupplierClaim, SupplierClaimLine, Loaner, Loan, OutsideJob, Call, UncollectedLetter, Disposal,
    Attachment,
    MergeEvent, MergeMove,
    OrderOverride, QualityCheck,
)  # fmt: skip
