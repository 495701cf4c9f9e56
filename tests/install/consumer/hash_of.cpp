#include <outfield/sha256.h>

#include <iostream>

int main(int, char** arguments) {
    std::cout << outfield::to_hex(outfield::sha256_of(std::string_view(arguments[1]))) << '\n';
}
