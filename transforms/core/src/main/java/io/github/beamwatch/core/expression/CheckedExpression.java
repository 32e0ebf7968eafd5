package io.github.beamwatch.core.expression;

import org.projectnessie.cel.Program;

/** What compiling gives: the program, its form, and which measures it reads. */
record CheckedExpression(Program program, ExpressionShape shape, boolean[] reads) {}
