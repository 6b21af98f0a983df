"""What is asked about a payment besides amounts: what for, which papers, what use."""

from __future__ import annotations

from migcase.assistance.spent import FORM
from migcase.kinds import DOCUMENT, TEXT, YES_NO, one_of
from migcase.programme.conditions import Derived, Field, sure

PURPOSE = Field("purpose", "What is it for?", TEXT)
CASH_GROUND = Field(
    "cash_ground",
    "Why in cash?",
    one_of("vulnerability", "activity"),
    when=FORM == "cash",
)
NO_RELATION = Field(
    "no_relation",
    "Do you declare that the vendor is related neither to the person nor to staff?",
    YES_NO,
    guarded=True,
)
APPROVAL = Field(
    "approval", "Is it approved?", one_of("granted", "refused"), guarded=True
)
APPROVAL_REASON = Field("approval_reason", "Why not?", TEXT, when=APPROVAL == "refused")
ORDER = Field("order", "Purchase order or agreement", DOCUMENT)
DELIVERY_NOTE = Field("delivery_note", "Delivery note", DOCUMENT)
INVOICE = Field("invoice", "Invoice", DOCUMENT, when=FORM != "cash")
PAYMENT_PROOF = Field("payment_proof", "Proof of payment, or signed receipt", DOCUMENT)
CERTIFICATE = Field(
    "certificate", "Hand-over certificate, signed by the person", DOCUMENT
)
PHOTO_AGREED = Field(
    "photo_agreed", "May what was handed over be photographed?", YES_NO
)
PHOTO = Field("photo", "Photograph", DOCUMENT, when=PHOTO_AGREED, secrecy="personal")
USE = Field(
    "use", "Is it used as planned?", one_of("yes", "partly", "no"), guarded=True
)
USE_PROOF = Field("use_proof", "Report of a visit, or receipts", DOCUMENT)
REFUND_REASON = Field("refund_reason", "Why does money come back?", TEXT)
CANCEL_REASON = Field("cancel_reason", "Why is it cancelled?", TEXT)
FREEZE_WHY = Field(
    "freeze_why",
    "Why is the money frozen?",
    one_of("death", "contact-lost", "doubt", "other"),
)
RECONCILED_WITH = Field("reconciled_with", "Statement it was checked against", DOCUMENT)
IN_KIND = FORM.is_in("goods", "service")
VERIFIED = Derived(
    "verified", "The use of the payment was verified", sure(USE == "yes")
)
