"""Triggers that keep to compliance what is theirs to say, also against a view that forgot to ask."""

import pgtrigger

from apps.firewall.sides import ROLE_OF, Side

#: Whoever writes to shared tables besides compliance. Migrations, demo data and tests write as the owner.
OTHERS = ", ".join(f"'{ROLE_OF[side]}'" for side in (Side.MEDICAL, Side.COMMERCIAL))


def decided_by_compliance(*columns: str) -> pgtrigger.Trigger:
    """Refuse to the medical and the commercial role a row that is decided already, and any change of these columns."""
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)
    is_new = "TG_OP = 'INSERT' AND NEW.decided_at IS NOT NULL"
    return pgtrigger.Trigger(
        name="compliance_decides",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF current_user IN ({OTHERS}) THEN
                IF {is_new} THEN RAISE EXCEPTION 'Only compliance decides.'; END IF;
                IF TG_OP = 'UPDATE' THEN
                    IF {changed} THEN RAISE EXCEPTION 'Only compliance decides.'; END IF;
                END IF;
            END IF;
            RETURN NEW;
        """,
    )


def kept_by_compliance() -> pgtrigger.Trigger:
    """Refuse every write of the medical and the commercial role."""
    return pgtrigger.Trigger(
        name="compliance_keeps",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF current_user IN ({OTHERS}) THEN RAISE EXCEPTION 'Only compliance keeps these rules.'; END IF;
            RETURN NEW;
        """,
    )


def approved_by_compliance(state: str, *content: str) -> pgtrigger.Trigger:
    """Let neither function move a row into `state`, nor change the columns `content` of one that is there."""
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in content)
    return pgtrigger.Trigger(
        name="compliance_approves",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF current_user NOT IN ({OTHERS}) OR NEW.state <> '{state}' THEN RETURN NEW; END IF;
            IF TG_OP = 'INSERT' THEN RAISE EXCEPTION 'Only compliance approves.'; END IF;
            IF OLD.state <> '{state}' OR {changed} THEN RAISE EXCEPTION 'Only compliance approves.'; END IF;
            RETURN NEW;
        """,
    )
