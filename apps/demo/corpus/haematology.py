"""Haematology-Oncology: eight topics around an invented oral BTK inhibitor, in the words of a ward."""

from typing import Final

from apps.demo.corpus.talk import Talk

TALKS: Final = (
    Talk(
        key="btk-sequencing",
        name="Sequencing of BTK inhibition in CLL",
        interest="treatment sequencing in CLL",
        discussed=(
            (
                "We went through the second-line cohort of VELMORA-2 and how many patients had already "
                "received a covalent inhibitor."
            ),
            (
                "The discussion centred on whether a fixed-duration first line leaves more room for BTK "
                "inhibition later."
            ),
            "We compared time to next treatment in the two sequences shown in the interim report.",
            (
                "We looked at the treatment-free interval before relapse and what it says about the choice "
                "of second line."
            ),
        ),
        views=(
            (
                "They would start with fixed duration in fit patients, because a planned stop matters to "
                "people who work."
            ),
            "In their view the order matters less than the reason for stopping the previous line.",
            (
                "They keep continuous treatment for unmutated IGHV, since early relapses on the ward were "
                "all in this group."
            ),
            "They do not trust cross-trial comparisons here, as the relapse definitions differ.",
        ),
        questions=(
            (
                "Asked whether progression under treatment and progression after a pause were analysed "
                "separately."
            ),
            "Wanted to know how many patients crossed over and when.",
            "Asked if a re-treatment cohort is planned.",
        ),
        needs=(
            "Prospective data on re-treatment after a planned pause.",
            "One comparable relapse definition across studies.",
            "Local tumour board lacks a shared sequence for patients over 75.",
        ),
    ),
    Talk(
        key="btk-resistance",
        name="Resistance mutations under BTK inhibition",
        interest="BTK and PLCG2 resistance mutations",
        discussed=(
            "We reviewed the resistance sub-study: C481 and PLCG2 variants by month of treatment.",
            "The main point was the allele-fraction threshold at which a variant should change anything.",
            "We talked about sampling blood versus lymph node when resistance is suspected.",
            "We walked through the methods annex on error-corrected sequencing.",
        ),
        views=(
            (
                "They see low-level variants as a warning, not a reason to switch, because half of theirs "
                "never progressed."
            ),
            "They doubt that blood alone is enough, having seen node-only progression twice this year.",
            "They test only at progression, since the laboratory cannot repeat the panel more often.",
            "They consider kinase-dead variants the more worrying group and want them reported apart.",
        ),
        questions=(
            "Asked for the turnaround time of the central laboratory in the sub-study.",
            "Wanted the list of variants that were called and their thresholds.",
            "Asked whether variants disappeared after the treatment was stopped.",
        ),
        needs=(
            "A reporting standard for low-level resistance variants.",
            "Access to sequencing outside a study; the local panel does not include PLCG2.",
            "Guidance on how often to re-test.",
        ),
    ),
    Talk(
        key="mrd",
        name="Measurable residual disease in CLL",
        interest="measurable residual disease",
        discussed=(
            "We discussed the agreement between flow cytometry and sequencing in the pooled MRD set.",
            "We looked at MRD kinetics over the first eighteen months and the late converters.",
            (
                "The conversation was about using MRD to stop treatment, and what an early stop would have "
                "to show."
            ),
            "We went over the sampling schedule and how many marrow samples were missing.",
        ),
        views=(
            (
                "They would not stop on a single negative sample; two, half a year apart, seems the minimum "
                "to them."
            ),
            "They find MRD useful for talking with patients, though it does not yet change their plan.",
            "They prefer sequencing, because the local flow laboratory reaches only ten to the minus four.",
            "They think marrow sampling will not survive outside studies, as patients refuse the second one.",
        ),
        questions=(
            "Asked how missing samples were counted in the negative rate.",
            "Wanted to see results by IGHV status.",
            "Asked whether MRD-guided stopping is being compared head to head anywhere.",
        ),
        needs=(
            "Harmonised MRD reporting between the regional laboratories.",
            "A plain explanation of MRD for patients.",
            "Evidence that acting on MRD helps, not only that it predicts.",
        ),
    ),
    Talk(
        key="rhythm-bleeding",
        name="Cardiac rhythm and bleeding under BTK inhibition",
        interest="cardiac safety of targeted treatment",
        discussed=(
            (
                "We reviewed atrial fibrillation by baseline risk in the pooled safety set, with "
                "exposure-adjusted rates."
            ),
            "We spoke about anticoagulation around small procedures and the pause rules in the protocol.",
            (
                "We looked at blood pressure over the first year, including patients without earlier "
                "hypertension."
            ),
            (
                "The discussion was about who follows the rhythm: haematology, the family doctor or "
                "cardio-oncology."
            ),
        ),
        views=(
            (
                "They start with an ECG and blood pressure in everyone, because two late arrhythmias were "
                "found by chance."
            ),
            "They find bleeding harder to explain to patients than rhythm, since bruises are seen every day.",
            "They want cardiology involved before the start rather than after the first event.",
            (
                "They consider exposure-adjusted rates the only fair comparison, given the very different "
                "follow-up."
            ),
        ),
        questions=(
            "Asked about outcomes in patients with a history of atrial fibrillation.",
            "Wanted the pause rules for dental surgery in writing.",
            "Asked how ventricular arrhythmia was adjudicated.",
        ),
        needs=(
            "A shared pathway with cardiology for rhythm checks.",
            "Data in patients on direct oral anticoagulants.",
            "Short guidance for surgeons on peri-procedural pauses.",
        ),
    ),
    Talk(
        key="frailty",
        name="Older and frail patients with CLL",
        interest="geriatric assessment in haematology",
        discussed=(
            "We talked about the geriatric sub-study and the share of patients over 80.",
            "We discussed which geriatric screen is realistic in a twelve-minute appointment.",
            "We reviewed dose interruptions by frailty score in the extension phase.",
            "We looked at patient-reported fatigue and how it was collected at home.",
        ),
        views=(
            (
                "They let independence at home decide more than age, because it predicted admissions in "
                "their own audit."
            ),
            "They feel frail patients in the study were fitter than those in the waiting room.",
            "They would accept a lower response if people stayed out of hospital.",
            "They think the family is the real monitoring system and should be trained as such.",
        ),
        questions=(
            "Asked for hospital days by frailty group.",
            "Wanted to know which screen was used and whether nurses could do it.",
            "Asked about falls and delirium.",
        ),
        needs=(
            "Data in patients over 80 with impaired kidney function.",
            "A nurse-led screening tool validated in their language.",
            "Support for home monitoring after discharge.",
        ),
    ),
    Talk(
        key="mcl-first-line",
        name="Mantle cell lymphoma in first line",
        interest="mantle cell lymphoma",
        discussed=(
            "We discussed the design of VELMORA-5 in untreated mantle cell lymphoma and its comparator.",
            "We went through TP53-altered disease and how few patients each study really includes.",
            "We talked about whether transplant still has its place in younger patients.",
            "We looked at the blastoid subgroup and the width of its confidence interval.",
        ),
        views=(
            (
                "They have stopped sending every young patient to transplant, because late toxicity "
                "outweighed it in theirs."
            ),
            "They would enrol TP53-altered disease first, as nothing else works for long.",
            "They see the comparator as outdated in their country and expect criticism for it.",
            "They read the blastoid result as a signal only; the numbers are too small for more.",
        ),
        questions=(
            "Asked when the next interim analysis is due.",
            "Wanted the stratification factors.",
            "Asked whether indolent disease on watch and wait could enter later.",
        ),
        needs=(
            "Central pathology review within ten days.",
            "Options for patients who decline transplant.",
            "A registry for TP53-altered mantle cell lymphoma.",
        ),
    ),
    Talk(
        key="infection-vaccination",
        name="Infection risk and vaccination response",
        interest="infection and immunity in lymphoid disease",
        discussed=(
            "We reviewed serious infections by treatment year and by immunoglobulin level.",
            "We discussed vaccination before the first dose and what a poor antibody response means.",
            "We talked about fungal infections in the first six months and who should get prophylaxis.",
            "We compared two immunoglobulin replacement policies and their thresholds.",
        ),
        views=(
            "They vaccinate everyone at diagnosis, because waiting for treatment has cost them the response.",
            "They reserve prophylaxis for patients with earlier steroids; broad use brought interactions.",
            "They think T-cell response is underrated since nobody measures it.",
            "They saw fewer admissions after moving immunoglobulin to home infusion.",
        ),
        questions=(
            "Asked for infection rates in the months with low circulation of respiratory viruses.",
            "Wanted interaction advice for azoles.",
            "Asked whether T-cell data exist from the vaccination sub-study.",
        ),
        needs=(
            "A vaccination calendar agreed with family doctors.",
            "Clear interaction advice for antifungals.",
            "Data on stopping immunoglobulin replacement.",
        ),
    ),
    Talk(
        key="oral-adherence",
        name="Adherence to continuous oral treatment",
        interest="supportive care and adherence",
        discussed=(
            "We discussed the adherence diary study and why month seven is where people drop off.",
            "We looked at nurse-led calls in the first twelve weeks and their effect on interruptions.",
            "We talked about the patient leaflet and which side effects it leaves to chance.",
            "We reviewed reasons for stopping that patients gave themselves.",
        ),
        views=(
            "They believe a call in week two prevents most stops, because bruising frightens people early.",
            "They do not see adherence as forgetting; it is mostly quiet disagreement, they said.",
            "They want pharmacists in the loop, since they see the patient every month.",
            "They find diaries burdensome and would rather ask one good question at each visit.",
        ),
        questions=(
            "Asked whether intermittent pauses affected response.",
            "Wanted the call script used by the nurses.",
            "Asked for the leaflet in Turkish and Polish.",
        ),
        needs=(
            "Time for a nurse-led call in week two.",
            "Patient information in more languages.",
            "A simple alert when a refill is not collected.",
        ),
    ),
)
