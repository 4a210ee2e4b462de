"""Cardiometabolic: eight topics around an invented lipid-lowering siRNA, in the words of a clinic."""

from typing import Final

from apps.demo.corpus.talk import Talk

TALKS: Final = (
    Talk(
        key="lpa-testing",
        name="Lipoprotein(a) testing",
        interest="lipoprotein(a)",
        discussed=(
            (
                "We discussed once-in-a-lifetime lipoprotein(a) testing and why it stays below a tenth of "
                "eligible people."
            ),
            "We looked at molar versus mass units and the mistakes made when converting.",
            "We reviewed risk by lipoprotein(a) decile in the registry paper.",
            "We talked about what to tell someone with a high value and no treatment for it yet.",
        ),
        views=(
            (
                "They test at the first infarction, because a high value changes how strictly they treat "
                "the rest."
            ),
            "They see little point in wide testing until the laboratory reports in molar units.",
            "They find that relatives come forward once the value has a name.",
            "They worry about anxiety without an offer, as patients search and find nothing.",
        ),
        questions=(
            "Asked which assay is least sensitive to isoform size.",
            "Wanted the age at which a child of an affected parent should be tested.",
            "Asked how stable the value is after an acute event.",
        ),
        needs=(
            "One unit and one assay across the region.",
            "A letter for relatives in plain words.",
            "Reimbursed testing outside the lipid clinic.",
        ),
    ),
    Talk(
        key="ldl-goals",
        name="Reaching LDL cholesterol goals after infarction",
        interest="secondary prevention after infarction",
        discussed=(
            "We went through goal attainment at three, six and twelve months in the discharge cohort.",
            "We discussed starting combination therapy before discharge instead of stepping up.",
            "We looked at who orders the first lipid profile after discharge, and how often nobody does.",
            "We talked about the gap between cardiology's letter and the family doctor's plan.",
        ),
        views=(
            "They favour combination from day one, because the six-week visit is the one that gets lost.",
            "They hold that goals should be written as a number in the letter, or they are not followed.",
            "They are cautious in people over 80, as the studies hardly include them.",
            (
                "They see rehabilitation centres as the missing partner, since they have the patient for "
                "three weeks."
            ),
        ),
        questions=(
            "Asked for attainment in women separately.",
            "Wanted to know how lost-to-follow-up was handled.",
            "Asked whether point-of-care testing was validated against the laboratory.",
        ),
        needs=(
            "A discharge letter template with goal and date of the next test.",
            "Lipid results visible to family doctor and hospital alike.",
            "Evidence in people over 80.",
        ),
    ),
    Talk(
        key="sirna-durability",
        name="Mechanism and durability of hepatic siRNA",
        interest="RNA-based therapeutics",
        discussed=(
            "We discussed hepatocyte uptake and why the effect outlasts the plasma level by months.",
            "We reviewed the extension of NARVELLO-1 with two injections a year.",
            "We looked at what happens after a missed dose and how slowly values return.",
            "We talked about anti-drug antibodies and the follow-up after the last dose.",
        ),
        views=(
            "They find the long effect attractive for adherence but want to know how to undo it.",
            "They consider the mechanism convincing; outcome data will decide for them.",
            "They would link injections to existing visits, because extra ones will not happen.",
            "They are relaxed about injection-site reactions, since theirs settled within days.",
        ),
        questions=(
            "Asked how long LDL cholesterol needs to return after the last dose.",
            "Wanted data in Child-Pugh class B.",
            "Asked about pregnancy planning and wash-out.",
        ),
        needs=(
            "Clear advice on missed doses.",
            "Long-term safety beyond five years.",
            "Data in women who plan a pregnancy.",
        ),
    ),
    Talk(
        key="statin-intolerance",
        name="Statin intolerance",
        interest="statin intolerance and nocebo",
        discussed=(
            "We talked about the nocebo share in muscle symptoms and how to raise it without offence.",
            "We reviewed the re-challenge protocol used in the intolerance clinic.",
            "We discussed the definition: two agents, which dose, how long.",
            "We looked at creatine kinase values and how rarely they explain the complaint.",
        ),
        views=(
            "They re-challenge nearly everyone, because two in three tolerate a lower dose.",
            "They avoid the word intolerance in letters, as it is never removed again.",
            "They believe symptoms first and discuss mechanisms later; trust is lost otherwise.",
            "They want a definition that a family doctor can apply without a specialist.",
        ),
        questions=(
            "Asked for the script used when nocebo is explained.",
            "Wanted results for alternate-day dosing.",
            "Asked whether vitamin D was measured.",
        ),
        needs=(
            "A one-page re-challenge plan.",
            "An agreed definition for referral.",
            "Training in talking about nocebo.",
        ),
    ),
    Talk(
        key="fh-cascade",
        name="Cascade screening in familial hypercholesterolaemia",
        interest="familial hypercholesterolaemia",
        discussed=(
            "We discussed cascade screening and why most families stop after the first relative.",
            "We looked at the genetic yield by clinical score in the regional programme.",
            "We reviewed screening at the age of nine together with vaccination visits.",
            "We talked about data protection when contacting relatives abroad.",
        ),
        views=(
            "They let the index patient invite relatives, because letters from the hospital frightened them.",
            "They would treat on phenotype and not wait for genetics, which takes four months.",
            "They think childhood screening fails for lack of anyone owning the result.",
            "They value the family nurse more than any software in this programme.",
        ),
        questions=(
            "Asked how many relatives were reached per index case.",
            "Wanted the consent text for contacting relatives.",
            "Asked which variants are reported as uncertain.",
        ),
        needs=(
            "Funding for a family nurse.",
            "Faster genetic reports.",
            "A registry that follows families across regions.",
        ),
    ),
    Talk(
        key="ckd-lipids",
        name="Lipid lowering in chronic kidney disease",
        interest="cardiorenal risk",
        discussed=(
            "We went over the renal subgroup of NARVELLO-1, down to an eGFR of thirty.",
            "We discussed why benefit fades on dialysis and what that means for starting earlier.",
            "We looked at albuminuria as the better marker for who gains.",
            "We reviewed the shared clinic of nephrology and cardiology and its waiting list.",
        ),
        views=(
            "They start early in kidney disease, because waiting for dialysis means waiting too long.",
            "They would like albuminuria in the risk score, since eGFR alone misses their young patients.",
            "They see pill burden as the main obstacle: their patients take eleven a day.",
            "They find the subgroup plausible but underpowered, and would not act on it alone.",
        ),
        questions=(
            "Asked for data after kidney transplantation.",
            "Wanted drug-interaction advice with calcineurin inhibitors.",
            "Asked whether proteinuria changed under treatment.",
        ),
        needs=(
            "Evidence on dialysis and after transplantation.",
            "A joint cardiorenal pathway.",
            "Fewer tablets for people with many illnesses.",
        ),
    ),
    Talk(
        key="outcome-evidence",
        name="Outcome evidence and surrogate endpoints",
        interest="trial methodology and surrogate endpoints",
        discussed=(
            "We discussed LDL cholesterol as a surrogate and where it has failed before.",
            "We reviewed the design of NARVELLO-OUT: endpoints, event target and expected reading.",
            "We looked at absolute instead of relative risk and the time needed to benefit.",
            "We talked about what a value panel accepts when outcomes are still missing.",
        ),
        views=(
            (
                "They accept the surrogate for high risk only, because the range of baseline values is what "
                "was studied."
            ),
            "They ask for absolute numbers in every figure and rarely get them.",
            "They expect the outcome study to be diluted by good background therapy.",
            "They consider time to benefit the honest measure for people over 75.",
        ),
        questions=(
            "Asked for the event rate assumed in the sample-size calculation.",
            "Wanted the list of countries and recruitment by region.",
            "Asked whether non-fatal endpoints are adjudicated blind.",
        ),
        needs=(
            "Absolute risk figures for local baseline risk.",
            "Outcome data before wide use.",
            "A model that can be re-run with regional costs.",
        ),
    ),
    Talk(
        key="persistence",
        name="Persistence in routine care",
        interest="real-world evidence",
        discussed=(
            "We looked at persistence over two years in the claims-free registry and its missing data.",
            "We discussed nurse-given injections against self-injection and who stays on treatment.",
            "We reviewed the reasons for stopping that were recorded in free text.",
            "We talked about linking hospital and practice records without naming anyone.",
        ),
        views=(
            "They believe the appointment, not the drug, drives persistence: who is called, comes.",
            "They distrust registry figures because the sites that join are the good ones.",
            "They would measure persistence at the practice and hand the result back to it.",
            "They saw fewer stops after moving injections to the vaccination nurse.",
        ),
        questions=(
            "Asked how switching was told apart from stopping.",
            "Wanted the variable list of the registry.",
            "Asked if rural practices took part.",
        ),
        needs=(
            "Recall lists in the practice system.",
            "A registry including rural sites.",
            "Support for analysing the local data.",
        ),
    ),
)
