# The administrator's page: built by npm from page/, and linked into the program as outfield_page, which defines
# page_files() (src/server/page_files.h). npm works in the build folder alone, and fetches packages again only when
# package-lock.json has changed.
option(OUTFIELD_PAGE "Build the administrator's page into the program (needs Node 18 and npm)" ON)

# outfield_page_sources(OUT): the files that the page becomes, built by node.
function(outfield_page_sources OUT)
    set(page ${PROJECT_SOURCE_DIR}/page)
    set(work ${PROJECT_BINARY_DIR}/page)
    set(npm ${NPM_PROGRAM} --no-fund --no-audit --no-update-notifier --loglevel=error)
    file(MAKE_DIRECTORY ${work})

    set(packages ${page}/package.json ${page}/package-lock.json)
    add_custom_command(OUTPUT ${work}/packages.stamp
        COMMAND ${CMAKE_COMMAND} -E copy ${packages} .
        COMMAND ${npm} ci
        COMMAND ${CMAKE_COMMAND} -E touch packages.stamp
        DEPENDS ${packages}
        WORKING_DIRECTORY ${work}
        COMMENT "Fetching the packages of the page"
        VERBATIM)

    set(files ${page}/index.html ${page}/vite.config.ts ${page}/tsconfig.json ${page}/embed.mjs)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${page}/src/* ${page}/public/*)
    set(built ${work}/embedded/page.bin ${work}/embedded/page_files.cpp)
    add_custom_command(OUTPUT ${built}
        COMMAND ${CMAKE_COMMAND} -E rm -rf src public dist
        COMMAND ${CMAKE_COMMAND} -E copy_directory ${page}/src src
        COMMAND ${CMAKE_COMMAND} -E copy_directory ${page}/public public
        COMMAND ${CMAKE_COMMAND} -E copy ${files} .
        COMMAND ${npm} run build -- --logLevel warn
        COMMAND ${NODE_PROGRAM} embed.mjs dist embedded
        DEPENDS ${work}/packages.stamp ${files} ${sources}
        WORKING_DIRECTORY ${work}
        COMMENT "Building the page"
        VERBATIM)

    set(page_bin ${work}/embedded/page.bin)
    configure_file(${PROJECT_SOURCE_DIR}/src/server/page_bytes.S.in ${work}/page_bytes.S @ONLY)
    set_source_files_properties(${work}/page_bytes.S PROPERTIES OBJECT_DEPENDS ${page_bin})
    set(${OUT} ${work}/embedded/page_files.cpp ${work}/page_bytes.S PARENT_SCOPE)
endfunction()

if(OUTFIELD_PAGE)
    find_program(NODE_PROGRAM node)
    find_program(NPM_PROGRAM npm)
    if(NOT NODE_PROGRAM OR NOT NPM_PROGRAM)
        message(FATAL_ERROR "The administrator's page is built by Node and npm, which are not here: "
            "apt install nodejs npm, or leave the page out with -DOUTFIELD_PAGE=OFF.")
    endif()
    enable_language(ASM)
    outfield_page_sources(page_sources)
else()
    set(page_sources ${PROJECT_SOURCE_DIR}/src/server/page_absent.cpp)
endif()
add_library(outfield_page STATIC ${page_sources})
target_include_directories(outfield_page PRIVATE ${PROJECT_SOURCE_DIR}/src)
