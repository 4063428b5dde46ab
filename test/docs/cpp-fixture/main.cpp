#include <iostream>
#include <string>

std::string greeting(const std::string &name);
extern "C" int twice(int number);

int main() { std::cout << greeting("reader") << twice(21) << '\n'; }
