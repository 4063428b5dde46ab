/*
 * What a build calls instead of sccache: `sccache COMPILER …` runs sccache where it can do its work, else the compiler, and
 * `sccache --anything` always runs sccache. It is replaced by the program that it runs: arguments, environment, files, process and
 * exit code are those of the call without it. It prints nothing unless neither can be run. A server is all that it starts.
 *
 * Two in a row do not work, so a compiler that it is given does the work alone where it is a launcher too (CMake's, with
 * `CC="sccache cc"` in the step that configures). With other options than sccache's own, it is a compiler itself: an sccache in front
 * of it asks by `-E` which one it is (CMake's again, in a project with RULE_LAUNCH_COMPILE), sees two files to compile in `sccache cc
 * one.c`, and leaves such a call to it. Go's linker asks only the first word of CC for the flags that it knows.
 *
 * Not a shell script: dash does not hand on variables like CARGO_BIN_EXE_my-tool, and bash warns of locales.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Restore writes the path of the real sccache over it, and zeros behind. Volatile, or the compiler would know its value. */
static volatile const char real[1024] = "@path-of-the-real-sccache@";

static int is_listening(const struct sockaddr_un *address) {
  const int end = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int listens = connect(end, (const struct sockaddr *)address, sizeof *address) == 0;
  close(end);
  return listens;
}

static const time_t pause_seconds = 60;

/*
 * Starts a server, as sccache would, which fails the build where none can be: a step may have set a backend that it has no
 * credentials for. Calls of one moment wait for the first one's server; where it got none, those of the next minute do not try.
 */
static int starts_server(const struct sockaddr_un *address) {
  static const char ending[] = ".starting";
  char path[sizeof address->sun_path + sizeof ending];
  strcat(strcpy(path, address->sun_path), ending);
  const int lock = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  struct stat last;
  if (lock < 0 || flock(lock, LOCK_EX) != 0 || fstat(lock, &last) != 0) return 0;
  if (is_listening(address)) return 1;
  if (last.st_size > 0 && time(0) - last.st_mtime < pause_seconds) return 0;
  const pid_t child = vfork();
  if (child == 0) {
    const int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    execl((char *)real, (char *)real, "--start-server", (char *)0);
    _exit(127);
  }
  if (child > 0) waitpid(child, 0, 0);
  if (is_listening(address)) return 1;
  return pwrite(lock, "-", 1, 0) < 0; /* no: and the file's time says when */
}

/*
 * Whether sccache gets on with its server. Its compilers run as the user who started it: files that they write for anybody
 * else, root included, are not written or not his.
 */
static int reaches_server(void) {
  const char *path = getenv("SCCACHE_SERVER_UDS");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (!path || path[0] != '/' || strlen(path) >= sizeof address.sun_path) return 1; /* a port, or a socket without a file */
  strcpy(address.sun_path, path);
  struct stat found;
  if (stat(path, &found) == 0 ? found.st_uid != geteuid() : errno != ENOENT) return 0;
  return is_listening(&address) || starts_server(&address);
}

/* As in src/sccache/environment/launcher-names.ts. */
static const char *const launchers[] = {"ccache", "distcc", "icecc", "buildcache", "recc", "fastbuild"};

static int is_named(const char *program, const char *name) {
  const char *slash = strrchr(program, '/');
  return strcmp(slash ? slash + 1 : program, name) == 0;
}

static int is_launcher(const char *program) {
  for (size_t i = 0; i < sizeof launchers / sizeof *launchers; i++)
    if (is_named(program, launchers[i])) return 1;
  return 0;
}

static int begins_with(const char *text, const char *start) {
  return strncmp(text, start, strlen(start)) == 0;
}

static int ends_with(const char *text, const char *end) {
  const size_t length = strlen(text), tail = strlen(end);
  return length >= tail && strcmp(text + length - tail, end) == 0;
}

/*
 * Whether a compiler is asked for what sccache would serve although it is out of date. It knows a precompiled header by its
 * preprocessed text, in which macros are not (https://github.com/mozilla/sccache/issues/2562), and assembly by a text that names
 * other files, by .incbin and .include (https://github.com/mozilla/sccache/pull/2795). Of the static libraries that rustc copies into a
 * crate, it reads only those without modifiers: not `-l static:+whole-archive=NAME`. A header is told by the language, as CMake
 * and qmake do, or by GCC's name for the file.
 */
static int may_be_stale(char **words) {
  static const char *const endings[] = {".gch", ".s", ".S", ".sx"};
  for (; *words; words++) {
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
      if (ends_with(*words, endings[i])) return 1;
    const int is_language = begins_with(*words, "-x");
    if (!is_language && !begins_with(*words, "-l")) continue;
    const char *value = (*words)[2] ? *words + 2 : words[1];
    if (!value) break;
    if (is_language ? ends_with(value, "-header") || begins_with(value, "assembler") : begins_with(value, "static:")) return 1;
  }
  return 0;
}

/* Whether a compiler is asked for files beside the object that sccache keeps no copy of: a hit would leave them out. */
static int makes_more(char **words) {
  static const char *const options[] = {
      "-fstack-usage", "-fcallgraph-info", "-fdump-", "-fopt-info", "-Wa,-a", "-aux-info", "-fsave-optimization-record",
      "-foptimization-record-file", "-ftime-trace", "-MJ"};
  for (; *words; words++)
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
      if (begins_with(*words, options[i])) return 1;
  return 0;
}

/*
 * Whether a compiler is to choose the name of the file for `-MD` or `-MMD` itself: sccache knows only a named one, and hits of its
 * preprocessor cache leave others out. Finds the object after which it would be named, if that is told.
 */
static int leaves_dependencies_unnamed(char **words, const char **object) {
  int asks = 0, compiles = 0;
  /* The one has a rule of its own, and to the other -MD means a library. */
  if (is_named(*words, "nvcc") || ends_with(*words, "clang-cl")) return 0;
  for (words++; *words; words++) {
    if (begins_with(*words, "-MF")) return 0;
    asks |= strcmp(*words, "-MD") == 0 || strcmp(*words, "-MMD") == 0;
    compiles |= strcmp(*words, "-c") == 0;
    if (begins_with(*words, "-o")) *object = (*words)[2] ? *words + 2 : words[1];
  }
  return asks && compiles;
}

/* Runs sccache, with a name for the file of dependencies that belongs to `object`, if any. Returns where it cannot be executed. */
static void run_sccache(int count, char **words, const char *object) {
  char *call[count + 3], file[object ? strlen(object) + 3 : 1];
  memcpy(call, words, ((size_t)count + 1) * sizeof *call);
  call[0] = (char *)real;
  if (object) {
    strcpy(file, object);
    char *dot = strrchr(file, '.');
    strcpy(dot && !strchr(dot, '/') ? dot : file + strlen(file), ".d");
    call[count] = "-MF";
    call[count + 1] = file;
    call[count + 2] = 0;
  }
  execv(call[0], call);
}

/* Options of sccache's own: all long ones, and a few short ones that no compiler is called with first. */
static int is_of_sccache(const char *option) {
  return option[1] == '-' || (option[1] && strchr("szhV", option[1]) && !option[2]);
}

static int cannot_run(const char *program) {
  const int code = errno == ENOENT ? 127 : 126;
  const char *said[] = {"sccache: ", program, ": ", strerror(errno), "\n"};
  for (size_t i = 0; i < sizeof said / sizeof *said; i++)
    if (write(STDERR_FILENO, said[i], strlen(said[i])) < 0) break;
  return code;
}

/* Runs the compiler that CC names, behind this program or alone, else a usual one, with the words that this one was called with. */
static int run_own_compiler(int count, char **words) {
  const char *cc = getenv("CC");
  char named[1024] = "";
  if (cc && strlen(cc) < sizeof named) strcpy(named, cc);
  char *call[sizeof named / 2 + (size_t)count];
  size_t length = 0;
  for (char *word = strtok(named, " "); word; word = strtok(0, " "))
    if (length > 0 || !is_named(word, "sccache")) call[length++] = word;
  const int is_told = length > 0;
  if (!is_told) length = 1;
  memcpy(call + length, words + 1, (size_t)count * sizeof *call); /* with the null behind them */
  char *usual[] = {"cc", "gcc", "clang"};
  if (is_told) execvp(call[0], call);
  else for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) execvp(call[0] = usual[i], call);
  return cannot_run(call[0]);
}

/*
 * Whether a compiler can do its work by way of sccache. Not so launchers, nor what cargo calls as `WRAPPER /path/to/rustc …` for the crates of
 * a workspace (RUSTC_WORKSPACE_WRAPPER): sccache fails where it cannot tell what the wrapper is, and takes rustc's path for a second
 * source file where it can. Clippy ignores that word, which sccache knows by name alone: so clippy gets the name.
 */
static int suits_sccache(int count, char **words) {
  if (is_launcher(words[1])) return 0;
  if (count < 3 || !is_named(words[2], "rustc")) return 1;
  if (!is_named(words[1], "clippy-driver")) return 0;
  words[2] = "rustc";
  return 1;
}

/* Flags that Nix's and emscripten's compilers take from the environment, which is neither in the arguments nor in the compiler. */
static const char *const flags[] = {
  "NIX_CFLAGS_COMPILE_BEFORE", "NIX_CFLAGS_COMPILE", "NIX_CFLAGS_COMPILE_FOR_BUILD", "NIX_CFLAGS_COMPILE_FOR_TARGET",
  "NIX_CXXSTDLIB_COMPILE", "NIX_HARDENING_ENABLE", "EMCC_CFLAGS",
};

/* Tells sccache of them by the one variable that is part of every key of C, behind what the user has set it to. */
static void name_flags(void) {
  static const char buster[] = "SCCACHE_C_CUSTOM_CACHE_BUSTER";
  unsigned long long digest = 0xcbf29ce484222325; /* FNV-1a; the flags themselves may be too long for a variable */
  int are_there = 0;
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
    const char *value = getenv(flags[i]);
    if (!value) continue;
    are_there = 1;
    const char *texts[] = {flags[i], value};
    for (int k = 0; k < 2; k++)
      for (const char *at = texts[k];; at++) {
        digest = (digest ^ (unsigned char)*at) * 0x100000001b3;
        if (!*at) break;
      }
  }
  if (!are_there) return;
  const char *theirs = getenv(buster);
  char value[(theirs ? strlen(theirs) : 0) + 18];
  char *end = stpcpy(value, theirs ? theirs : "");
  *end++ = ' ';
  for (int shift = 60; shift >= 0; shift -= 4) *end++ = "0123456789abcdef"[digest >> shift & 15];
  *end = 0;
  setenv(buster, value, 1);
}

/* Runs a program to its end, its output in files that the caller has opened. Returns what waitpid tells of it. */
static int run(const char *program, char **words, const int *outputs) {
  int status = -1;
  const pid_t child = fork();
  if (child == 0) {
    for (int i = 0; outputs && i < 2; i++) dup2(outputs[i], STDOUT_FILENO + i);
    execvp(program, words);
    _exit(cannot_run(program));
  }
  if (child > 0) waitpid(child, &status, 0);
  return status;
}

/*
 * sccache does not call nvcc for a compilation but the programs that `nvcc --dryrun` names, and fails the build where it takes that amiss:
 * with CUDA 13.3 (https://github.com/mozilla/sccache/pull/2722), or for some targets (https://github.com/mozilla/sccache/issues/2862). Then
 * nvcc is called after all, and what sccache said is dropped. Where nvcc can do what sccache could not, the job goes without it.
 * Returns where nothing was run, and nvcc is to be.
 */
static void try_nvcc(const char *program, char **words) {
  static const char ending[] = ".without-nvcc";
  const char *address = getenv("SCCACHE_SERVER_UDS");
  if (address && address[0] != '/') address = 0;
  char mark[(address ? strlen(address) : 0) + sizeof ending];
  strcat(strcpy(mark, address ? address : ""), ending);
  const int outputs[] = {memfd_create("stdout", MFD_CLOEXEC), memfd_create("stderr", MFD_CLOEXEC)};
  if ((address && access(mark, F_OK) == 0) || outputs[0] < 0 || outputs[1] < 0) return;
  if (run(program, words, outputs) == 0) {
    char text[4096];
    for (int i = 0; i < 2; i++) {
      lseek(outputs[i], 0, SEEK_SET);
      for (ssize_t length; (length = read(outputs[i], text, sizeof text)) > 0;)
        if (write(STDOUT_FILENO + i, text, (size_t)length) < 0) break;
    }
    _exit(0);
  }
  const int status = run(words[1], words + 1, 0);
  if (status == 0 && address) close(open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  _exit(status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}

int main(int count, char **words) {
  for (; count > 1 && is_named(words[1], "sccache"); count--) words++;
  const int compiles = count > 1 && words[1][0] != '-';
  /* Not under a compiler's name: it would find itself. */
  if (count > 1 && !compiles && !is_of_sccache(words[1]) && is_named(words[0], "sccache")) return run_own_compiler(count, words);
  if (!compiles) {
    run_sccache(count, words, 0);
    return cannot_run((char *)real);
  }
  const char *object = 0;
  const int is_unnamed = leaves_dependencies_unnamed(words + 1, &object);
  const int suits = suits_sccache(count, words) && !may_be_stale(words + 2) && !makes_more(words + 2);
  if (suits && (object || !is_unnamed) && reaches_server()) {
    name_flags();
    if (is_named(words[1], "nvcc")) try_nvcc((char *)real, words);
    else run_sccache(count, words, is_unnamed ? object : 0);
  }
  execvp(words[1], words + 1);
  return cannot_run(words[1]);
}
