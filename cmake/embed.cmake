# outfield_embed(OUT NAMESPACE name SYMBOLS symbol=file ...)
#
# Turns text files into string constants: OUT receives a source file that defines, in the namespace, one
# `extern const std::string_view symbol` for each file. Declare them in a header by hand. A changed file is taken
# up by the next build.
function(outfield_embed OUT)
    cmake_parse_arguments(EMBED "" "NAMESPACE" "SYMBOLS" ${ARGN})
    set(text "#include <string_view>\n\nnamespace ${EMBED_NAMESPACE} {\n\n")
    foreach(pair ${EMBED_SYMBOLS})
        string(REGEX MATCH "^([a-z0-9_]+)=(.+)$" matched "${pair}")
        set(symbol ${CMAKE_MATCH_1})
        cmake_path(ABSOLUTE_PATH CMAKE_MATCH_2 OUTPUT_VARIABLE file)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        file(READ ${file} content)
        string(APPEND text "extern const std::string_view ${symbol};\n"
            "const std::string_view ${symbol} = R\"embedded(${content})embedded\";\n\n")
    endforeach()
    string(APPEND text "}  // namespace ${EMBED_NAMESPACE}\n")
    set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "${text}" @ONLY)
    set(${OUT} ${source} PARENT_SCOPE)
endfunction()
