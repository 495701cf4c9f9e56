# Precompiled headers, one for the rooms and one for the tests: they halve the time of a build. A source includes what it
# uses all the same, and the release preset, which goes without them, shows where one does not.
option(OUTFIELD_PRELUDE "Compile the headers that nearly every source includes once, ahead" OFF)

set(OUTFIELD_PRELUDE_HEADERS
    <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <span> <string>
    <string_view> <thread> <utility> <variant> <vector> <fmt/format.h>)

# outfield_prelude(NAME HEADERS header ... LINKS library ...)
function(outfield_prelude NAME)
    cmake_parse_arguments(PRELUDE "" "" "HEADERS;LINKS" ${ARGN})
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${NAME}.cpp CONTENT "")
    add_library(outfield_${NAME} OBJECT ${PROJECT_BINARY_DIR}/${NAME}.cpp)
    target_link_libraries(outfield_${NAME} PRIVATE ${PRELUDE_LINKS})
    target_precompile_headers(outfield_${NAME} PRIVATE ${PRELUDE_HEADERS})
endfunction()

if(OUTFIELD_PRELUDE)
    outfield_prelude(prelude HEADERS ${OUTFIELD_PRELUDE_HEADERS} LINKS fmt::fmt)
    if(OUTFIELD_TESTS)
        outfield_prelude(test_prelude HEADERS ${OUTFIELD_PRELUDE_HEADERS} <gmock/gmock.h> <gtest/gtest.h>
            LINKS fmt::fmt GTest::gmock)
        set_target_properties(outfield_test_prelude PROPERTIES POSITION_INDEPENDENT_CODE OFF)  # as the tests have it
    endif()
endif()

# outfield_use_prelude(TARGET NAME ...): the first that is named.
function(outfield_use_prelude TARGET NAME)
    if(OUTFIELD_PRELUDE)
        target_precompile_headers(${TARGET} REUSE_FROM outfield_${NAME})
    endif()
endfunction()
