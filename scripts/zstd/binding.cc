// zstd-napi's binding, and one function beside.

#include <napi.h>

// What is included registers its exports by this name, and is called from here instead.
#undef NODE_API_MODULE
#define NODE_API_MODULE(name, init)
#include "../../node_modules/zstd-napi/src/binding.cc"

#if defined(__linux__)
#include <sys/mman.h>

#include <cstdint>
#endif

// Asks for large pages for the memory of a Uint8Array that nobody has touched yet: the kernel then hands out 2 MiB at a
// time instead of 4 KiB, where it has them. A system that has none, or gives them unasked, goes on as before.
static void preferLargePages(const CallbackInfo& info) {
  checkArgCount(info, 1);
#if defined(__linux__)
  const Uint8Array memory = info[0].As<Uint8Array>();
  const uintptr_t page = 65536;  // the largest that a Linux has, so that it is aligned on any
  const uintptr_t start = reinterpret_cast<uintptr_t>(memory.Data());
  const uintptr_t from = (start + page - 1) & ~(page - 1);
  const uintptr_t to = (start + memory.ByteLength()) & ~(page - 1);
  if (from < to) madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);
#endif
}

static Object init(Env env, Object exports) {
  ModuleInit(env, exports);
  exports["preferLargePages"] = Napi::Function::New<preferLargePages>(env, "preferLargePages");
  return exports;
}

NAPI_MODULE_INIT() {
  return Napi::RegisterModule(env, exports, init);
}
