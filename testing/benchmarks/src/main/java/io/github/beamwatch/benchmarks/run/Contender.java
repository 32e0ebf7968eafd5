package io.github.beamwatch.benchmarks.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A program to be measured.
 *
 * @param name as in the report and in {@code --only}
 * @param command what to start
 * @param output the folder it writes its alerts to; emptied before each run
 */
record Contender(String name, List<String> command, Path output) {}
