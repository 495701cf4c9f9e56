# outfield_room(NAME SOURCES a.cpp ... [DEPENDS room ...] [LINKS library ...] [TESTS a_test.cpp ...] [TEST_LINKS library ...])
#
# Declares one room of the house: the static library outfield_NAME from the sources in the current folder.
# DEPENDS names the other rooms it may include (tests/architecture checks the includes against the same table),
# LINKS the outside libraries. BOTH_DATABASES: the tests use sql/trial_database.h, and run a second time on PostgreSQL as
# NAME_test_postgresql. TESTS become the program NAME_test, run by ctest. PRELUDE: cmake/prelude.cmake.
function(outfield_room NAME)
    cmake_parse_arguments(ROOM "BOTH_DATABASES" "PRELUDE" "SOURCES;DEPENDS;LINKS;TESTS;TEST_LINKS" ${ARGN})
    set(target outfield_${NAME})
    add_library(${target} STATIC ${ROOM_SOURCES})
    add_library(outfield::${NAME} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${NAME})
    target_include_directories(${target}
        PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>
        PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_compile_features(${target} PUBLIC cxx_std_20)
    outfield_use_prelude(${target} ${ROOM_PRELUDE} prelude)
    list(TRANSFORM ROOM_DEPENDS PREPEND outfield_)
    target_link_libraries(${target} PUBLIC ${ROOM_DEPENDS} ${ROOM_LINKS})
    set_property(GLOBAL APPEND PROPERTY OUTFIELD_ROOMS ${target})
    if(OUTFIELD_TESTS AND ROOM_TESTS)
        outfield_test(${NAME}_test SOURCES ${ROOM_TESTS} LINKS ${target} ${ROOM_TEST_LINKS})
        if(ROOM_BOTH_DATABASES)
            outfield_test_on_postgresql(${NAME}_test)
        endif()
    endif()
endfunction()

# outfield_test(NAME SOURCES a.cpp ... [LINKS library ...] [LABELS label ...]): a GoogleTest program known to ctest.
function(outfield_test NAME)
    cmake_parse_arguments(TEST "" "" "SOURCES;LINKS;LABELS" ${ARGN})
    add_executable(${NAME} ${TEST_SOURCES})
    set_target_properties(${NAME} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    outfield_use_prelude(${NAME} test_prelude)
    target_include_directories(${NAME} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(${NAME} PRIVATE ${TEST_LINKS} GTest::gmock GTest::gtest_main)
    add_test(NAME ${NAME} COMMAND ${NAME})
    if(TEST_LABELS)
        set_tests_properties(${NAME} PROPERTIES LABELS "${TEST_LABELS}")
    endif()
endfunction()

# outfield_test_on_postgresql(NAME): the same program once more, with its databases on PostgreSQL.
function(outfield_test_on_postgresql NAME)
    add_test(NAME ${NAME}_postgresql COMMAND ${NAME})
    set_tests_properties(${NAME}_postgresql PROPERTIES ENVIRONMENT OUTFIELD_TRIAL_CATALOG=postgresql)
endfunction()
