# The completions and the manual page, which the program itself writes: made beside it, installed where shells and man look.
set(descriptions ${PROJECT_BINARY_DIR}/descriptions)
set(made)

# outfield_description(FILE FOLDER ARGUMENTS...): what the program prints for ARGUMENTS, installed as FOLDER/FILE.
function(outfield_description file folder)
    add_custom_command(OUTPUT ${descriptions}/${file}
        COMMAND outfield ${ARGN} > ${descriptions}/${file}
        DEPENDS outfield VERBATIM)
    install(FILES ${descriptions}/${file} DESTINATION ${folder})
    set(made ${made} ${descriptions}/${file} PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY ${descriptions})
outfield_description(outfield ${CMAKE_INSTALL_DATADIR}/bash-completion/completions completion bash)
outfield_description(_outfield ${CMAKE_INSTALL_DATADIR}/zsh/site-functions completion zsh)
outfield_description(outfield.fish ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d completion fish)
outfield_description(outfield.1 ${CMAKE_INSTALL_MANDIR}/man1 man)
add_custom_target(outfield_descriptions ALL DEPENDS ${made})
