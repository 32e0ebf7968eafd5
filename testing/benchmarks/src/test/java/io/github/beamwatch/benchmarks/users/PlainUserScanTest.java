package io.github.beamwatch.benchmarks.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.generate.user.UserGenerator;
import io.github.beamwatch.fixtures.GeneratedUsers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainUserScanTest {

  @TempDir Path folder;

  @Test
  void featuresOfAUserInTwoFiles() throws IOException {
    write(
        "a.csv.gz",
        """
        transaction_id,timestamp,user_id,amount,transaction_type,merchant_id,ip,country
        1,2025-01-01T05:59:59Z,u0000001,10.00,purchase,m000001,1.2.3.4,DE
        2,2025-01-01T06:00:00Z,u0000002,99.00,transfer,m000009,11.22.33.44,FR
        3,2025-01-01T10:00:00Z,u0000001,-1.00,purchase,m000001,1.2.3.4,DE
        4,2025-01-01T10:00:00Z,u0000001,twelve,purchase,m000001,1.2.3.4,DE
        5,2025-01-01T10:00:00Z,u0000001
        """);
    write(
        "b.csv.gz",
        """
        transaction_id,timestamp,user_id,amount,transaction_type,merchant_id,ip,country
        6,2025-01-02T06:00:09Z,u0000001,30.00,online,m000002,1.2.3.5,FR
        7,2025-01-02T05:59:59Z,u0000001,20.00,purchase,m000001,255.250.245.240,DE
        """);
    Path output = folder.resolve("output");

    PlainUserScan.run(folder, output, true);

    List<String> lines = Files.readAllLines(output.resolve("top.csv"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("user_id,score," + String.join(",", UserFeatures.NAMES));
    String row = lines.stream().filter(line -> line.startsWith("u0000001")).findAny().orElseThrow();
    assertThat(row.substring(row.indexOf(',', 9)))
        .isEqualTo(
            ",3.0,60.0,20.0,10.0,30.0,43205.0,10.0,0.6666666666666666,2.0,3.0,2.0,"
                + "0.6666666666666666,0.3333333333333333,0.0,0.0,0.0,10.0,20.0,30.0");
  }

  @Test
  void findsPlantedUsers() throws IOException {
    GeneratedUsers users =
        GeneratedUsers.write(
            UserGenerator.seeded(3).withSize(30_000, 300_000).withFraudShare(0.05),
            4,
            folder.resolve("users"));
    Set<String> planted = users.planted();
    for (boolean all : new boolean[] {false, true}) {
      Path output = folder.resolve("output-" + all);
      PlainUserScan.run(users.folder(), output, all);
      List<String> top = Files.readAllLines(output.resolve("top.csv")).subList(1, 101);
      assertThat(top.stream().filter(row -> planted.contains(row.substring(0, 8))).count())
          .isGreaterThanOrEqualTo(80);
    }
  }

  private void write(String name, String rows) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(rows.getBytes(StandardCharsets.UTF_8));
    }
  }
}
