package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.pipelines.spec.Templates;
import io.github.beamwatch.pipelines.spec.Templates.Template;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code beamwatch templates}. */
@Command(
    name = "templates",
    description = "Lists the bundled templates, or prints one.",
    mixinStandardHelpOptions = true)
final class TemplatesCommand implements Runnable {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The one to print.")
  private @Nullable String name;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    if (name != null) {
      out.print(Templates.read(name).text());
    } else {
      List<Template> templates = Templates.list();
      int width = templates.stream().mapToInt(t -> t.name().length()).max().orElse(0);
      templates.forEach(
          template ->
              out.println(
                  template.name()
                      + " ".repeat(width - template.name().length() + 2)
                      + template.description()));
    }
    out.flush();
  }
}
