"""The library's own few words — kinds of phases, licences, plan fields — as people read them."""

from flask_babel import lazy_gettext as _

KINDS = {
    "brief": _("Brief"),
    "private": _("Write alone"),
    "reveal": _("Reveal"),
    "cluster": _("Group"),
    "discuss": _("Discuss"),
    "vote": _("Vote"),
    "decide": _("Decide"),
    "assign": _("Name owners"),
    "lock": _("Lock"),
    "walk": _("Walk"),
    "pair": _("In pairs"),
    "group": _("In groups"),
    "plenary": _("All together"),
}
"""What people do in a phase."""

PHASES = {"diverge": _("Opens up"), "converge": _("Narrows down"), "both": _("Opens up and narrows down")}
"""Which way a canvas takes the thinking."""

PLAN_FIELDS = {
    "action": _("can become actions"),
    "assumption": _("can become assumptions"),
    "decision": _("can become decisions"),
    "goal": _("can become the goal"),
    "measure": _("can become measures"),
    "milestone": _("can become milestones"),
    "owner": _("can become owners"),
    "risk": _("can become risks"),
}
"""What notes of a zone may become in a plan."""

LICENCES = {
    "original": _("Written for this library. Use it freely."),
    "generic_method": _("A method many people use, in our own words and layout. Use it freely."),
    "adapted_idea": _("The idea is credited; words and layout are our own. Nobody named here endorses it."),
    "cc_by": _("Licensed CC BY 4.0: keep this credit wherever you show it."),
    "cc_by_sa": _("Licensed CC BY-SA 3.0: keep this credit wherever you show it, and share changes the same way."),
}

LICENCE_PAGES = {
    "cc_by": "https://creativecommons.org/licenses/by/4.0/",
    "cc_by_sa": "https://creativecommons.org/licenses/by-sa/3.0/",
}

PROMOTIONS = {
    "vote": _("The notes with the most votes move on."),
    "canvas": _("What is chosen here moves on to another canvas."),
    "goal": _("What stands here becomes the goal of the plan."),
    "milestone": _("Every note becomes a milestone; its column gives the date."),
    "settings": _("Roles, rhythm and ways to escalate fill the settings of the plan."),
    "none": _("Nothing here becomes an action: it is for the people in the room."),
}
"""How notes move on where no zone holds actions."""

EVIDENCE = {
    "found": _("found in a public page of the organisation"),
    "founding": _("wording of the founding document"),
    "usage": _("common usage in United Nations texts"),
    "proposed": _("proposed for this product"),
}
"""Where the wording of a term comes from."""

CAPABILITY_TERMS = {
    "trends": "cap_trends",
    "open_tech": "cap_open",
    "sme": "cap_sme",
    "policy": "cap_policy",
    "ecosystem": "cap_eco",
}
"""The terms of the glossary that name the five strategic capabilities."""
