package dev.breakwater.agent;

import dev.breakwater.agent.survey.SurveyingUnit;

/**
 * Who alone gets raw geodata.
 *
 * @param impactAssessment id of the assessment under PIPL Art. 55, empty if there is none
 */
public record QualifiedUnit(SurveyingUnit unit, String impactAssessment) {}
