# cmake --install: the program, the rooms as static libraries, the public headers, and what find_package(outfield) needs.
#
#     find_package(outfield REQUIRED)                           # outfield::outfield, all of the library
#     find_package(outfield REQUIRED COMPONENTS conformance)    # and outfield::conformance, to test a store of one's own
include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY OUTFIELD_ROOMS)
list(REMOVE_ITEM rooms outfield_cli outfield_server outfield_documents outfield_uploads outfield_methods outfield_access outfield_http outfield_wire)  # the program

add_library(outfield_whole INTERFACE)
add_library(outfield::outfield ALIAS outfield_whole)
set_target_properties(outfield_whole PROPERTIES EXPORT_NAME outfield)
target_link_libraries(outfield_whole INTERFACE ${rooms})

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/outfield)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/outfield DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS outfield_whole ${rooms} EXPORT outfield ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT outfield NAMESPACE outfield:: FILE outfieldTargets.cmake DESTINATION ${config_folder})

if(TARGET outfield_conformance)
    install(TARGETS outfield_conformance outfield_conformance_suite EXPORT outfieldConformance
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
    install(EXPORT outfieldConformance NAMESPACE outfield:: FILE outfieldConformanceTargets.cmake
        DESTINATION ${config_folder})
endif()

if(TARGET outfield)
    install(TARGETS outfield RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
    install(FILES ${PROJECT_SOURCE_DIR}/packaging/outfield.service DESTINATION lib/systemd/system)
    include(${CMAKE_CURRENT_LIST_DIR}/descriptions.cmake)
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/outfieldConfig.cmake.in
    ${PROJECT_BINARY_DIR}/outfieldConfig.cmake INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/outfieldConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/outfieldConfig.cmake ${PROJECT_BINARY_DIR}/outfieldConfigVersion.cmake
    DESTINATION ${config_folder})
