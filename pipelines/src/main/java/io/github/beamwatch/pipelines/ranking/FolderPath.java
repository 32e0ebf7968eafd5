package io.github.beamwatch.pipelines.ranking;

/** Paths of files in folders, on any filesystem. */
final class FolderPath {
  private FolderPath() {}

  static String in(String folder, String file) {
    return folder.endsWith("/") ? folder + file : folder + "/" + file;
  }
}
