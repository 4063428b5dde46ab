/*
 * What a build calls instead of sccache: `sccache COMPILER …` runs sccache where it can do its work, else the compiler, and
 * `sccache --anything` always runs sccache. Where only the first word of CC is called, as Go's linker does to ask for flags that
 * it knows, the compiler is what CC names after it. Programs are replaced, not started: arguments, environment, files, process and
 * exit code are those of the call without it. It prints nothing unless neither can be run.
 *
 * Where the compiler that it is given is a launcher too (CMake's, with `CC="sccache cc"` in the step that configures), that one is
 * enough: two in a row do not work.
 *
 * Not a shell script: dash does not hand on variables like CARGO_BIN_EXE_my-tool, and bash warns of locales.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Restore writes the path of the real sccache over it, and zeros behind. Volatile, or the compiler would know its value. */
static volatile const char real[1024] = "@path-of-the-real-sccache@";

/*
 * Whether sccache gets on with its server. Its compilers run as the user who started it: files that they write for anybody
 * else, root included, are not written or not his. Where no server is, sccache starts one, if there is a place for its socket.
 */
static int reaches_server(void) {
  const char *socket = getenv("SCCACHE_SERVER_UDS");
  if (!socket || socket[0] != '/') return 1; /* a port, or a socket without a file */
  struct stat found;
  if (stat(socket, &found) == 0) return found.st_uid == geteuid();
  if (errno != ENOENT) return 0;
  char folder[4096];
  const size_t length = (size_t)(strrchr(socket, '/') - socket);
  if (length >= sizeof folder) return 0;
  memcpy(folder, socket, length);
  folder[length] = 0;
  return access(length ? folder : "/", W_OK | X_OK) == 0;
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

/* Runs what CC names after this program, with the words that this one was called with. Returns -1 where CC does not begin with it. */
static int run_compiler_of_cc(int count, char **words) {
  const char *cc = getenv("CC");
  const size_t own = strlen(words[0]);
  char rest[1024];
  if (!cc || strncmp(cc, words[0], own) != 0 || cc[own] != ' ' || strlen(cc + own) >= sizeof rest) return -1;
  strcpy(rest, cc + own);
  char *call[sizeof rest / 2 + (size_t)count];
  size_t length = 0;
  for (char *word = strtok(rest, " "); word; word = strtok(0, " ")) call[length++] = word;
  if (length == 0) return -1;
  memcpy(call + length, words + 1, (size_t)count * sizeof *call); /* with the null behind them */
  execvp(call[0], call);
  return cannot_run(call[0]);
}

int main(int count, char **words) {
  char *program = (char *)real;
  for (; count > 1 && is_named(words[1], "sccache"); count--) words++;
  const int compiles = count > 1 && words[1][0] != '-';
  if (count > 1 && !compiles && !is_of_sccache(words[1])) {
    const int code = run_compiler_of_cc(count, words);
    if (code >= 0) return code;
  }
  if (!compiles || (!is_launcher(words[1]) && reaches_server())) {
    words[0] = program;
    execv(program, words);
    if (!compiles) return cannot_run(program);
  }
  execvp(words[1], words + 1);
  return cannot_run(words[1]);
}
