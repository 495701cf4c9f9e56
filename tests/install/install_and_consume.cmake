# cmake -D BUILD= -D PREFIX= -D CONSUMERS= -D WORK= -P: installs BUILD into PREFIX, then configures, builds and tests each
# consumer against PREFIX alone. What shells and man look for must be there, and be of this program.
function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "failed: ${ARGN}")
    endif()
endfunction()

file(REMOVE_RECURSE ${PREFIX} ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX})
foreach(file share/bash-completion/completions/outfield share/zsh/site-functions/_outfield
        share/fish/vendor_completions.d/outfield.fish share/man/man1/outfield.1)
    file(READ ${PREFIX}/${file} text)
    if(NOT text MATCHES "unassign")
        message(FATAL_ERROR "not installed whole: ${file}")
    endif()
endforeach()
foreach(consumer ${CONSUMERS})
    get_filename_component(name ${consumer} NAME)
    run(${CMAKE_COMMAND} -S ${consumer} -B ${WORK}/${name} -G Ninja -D CMAKE_PREFIX_PATH=${PREFIX}
        -D CMAKE_CXX_FLAGS=${FLAGS} -D CMAKE_CXX_COMPILER_LAUNCHER=${LAUNCHER})
    run(${CMAKE_COMMAND} --build ${WORK}/${name} --parallel 2)
    run(${CMAKE_CTEST_COMMAND} --test-dir ${WORK}/${name} --no-tests=error --output-on-failure)
endforeach()
