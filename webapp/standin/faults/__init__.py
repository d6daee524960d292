"""The fault switch: the stand-in served alone, made to fail on order. For tests; off unless asked for."""

from webapp.standin.faults.plan import BadFault, Fault, Plan, What
from webapp.standin.faults.switch import FaultSwitch

__all__ = ["BadFault", "Fault", "FaultSwitch", "Plan", "What"]
