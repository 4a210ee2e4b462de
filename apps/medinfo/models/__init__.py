"""MEDICAL tables: what stakeholders asked, what they were answered, who signed it, and who answers what until when."""

from apps.medinfo.models.answers import Answer
from apps.medinfo.models.requests import MedicalRequest
from apps.medinfo.models.rules import ResponseTime, RoutingRule
from apps.medinfo.models.signatures import RequestSignature

__all__ = ["Answer", "MedicalRequest", "RequestSignature", "ResponseTime", "RoutingRule"]
