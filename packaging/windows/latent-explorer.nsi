; The installer for Windows: for one user, without administrator rights.
;
; Compiled by packaging/windows/artefacts.py, which defines:
;   VERSION         as shown, such as 0.3.0          VERSION4     four numbers, such as 0.3.0.0
;   OUTPUT          the installer to write           FILES        a script with the macros InstallFiles and RemoveFiles
;   SIZE_KB         of the installed files           NEEDED_MB    the free disk space that is asked for
;   MAX_INSTDIR     longest folder that leaves every file within the 259 characters of a Windows path
;   COMPRESSION     "none", "fast" or "best"         ICON         optional: the program's icon
;   TARGET          "amd64-unicode", or "x86-unicode" where the compiler has no other (the installer is then a 32-bit
;                   program; what it installs is the same)
;
; Switches:   /S           silent: no window, and the answer is the exit code
;             /D=FOLDER    another folder; the last switch, without quotes even when it has spaces
;             /DESKTOP     with an icon on the desktop
; Exit codes: 0 done   1 cancelled   2 failed on the way   3 the program is running   4 the system is too old
;             5 not enough disk space   6 the folder cannot be used   7 an earlier version could not be removed
; A silent installer that refuses writes its sentence to %TEMP%\latent-explorer-setup.txt.
;
; Compiled and run under Wine; not yet run on Windows.

Unicode true
Target ${TARGET}
!if ${COMPRESSION} == "best"
  ; Not solid: a solid archive is first unpacked whole into the temporary folder, which would double the disk space and
  ; the time that an installation takes, and NSIS counts it in 32 bits.
  SetCompressor /FINAL lzma
  SetCompressorDictSize 64
!else if ${COMPRESSION} == "fast"
  SetCompressor /FINAL zlib
!else
  SetCompress off
!endif
CRCCheck on
SetDateSave off
ManifestSupportedOS Win10
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include x64.nsh
!include WinVer.nsh
!include FileFunc.nsh

!define NAME "Latent Explorer"
!define PROGRAM "latent-explorer.exe"
!define PROG_ID "LatentExplorer.Experiment"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASSES "Software\Classes"
!define APP_PATH "Software\Microsoft\Windows\CurrentVersion\App Paths\${PROGRAM}"
!define OLDEST_BUILD 17763 ; Windows 10 version 1809, the oldest that Qt 6 supports

Name "${NAME}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
AllowSkipFiles off
ShowInstDetails nevershow
ShowUninstDetails nevershow

Var Data    ; where the program keeps the user's runs
Var Free    ; megabytes on the disk
Var Length
Var Old     ; folder of the version that is installed, or empty
Var Answer
Var Problem ; why it cannot go on, in one sentence, or empty
Var Code    ; and the exit code that stands for it

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE OnFolderChosen
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(UNINSTALL_TEXT)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "$(UNINSTALLED)"
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include texts.nsh
!include "${FILES}"

VIProductVersion "${VERSION4}"
!macro VersionTexts LANGUAGE
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION4}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${NAME} Setup"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "Latent Explorer contributors"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "MIT licence"
!macroend
!insertmacro VersionTexts ${LANG_ENGLISH}
!insertmacro VersionTexts ${LANG_SIMPCHINESE}

; --- may it be installed? ---------------------------------------------------------------------------------------------

!macro Refuse CODE TEXT
  StrCpy $Code ${CODE}
  StrCpy $Problem "${TEXT}"
  Return
!macroend

; Fills $Problem and $Code when $INSTDIR cannot be used; leaves nothing behind.
Function Examine
  StrCpy $Problem ""
  StrLen $Length $INSTDIR
  ${If} $Length > ${MAX_INSTDIR}
    !insertmacro Refuse 6 "$(TOO_LONG)"
  ${EndIf}

  StrLen $0 $Data
  StrCpy $1 "$INSTDIR\" $0
  StrCpy $2 "$INSTDIR\" 1 $0
  ${If} $1 == $Data
  ${AndIf} $2 == "\"
    !insertmacro Refuse 6 "$(DATA_FOLDER)"
  ${EndIf}

  Call ExamineRunning
  ${If} $Problem != ""
    Return
  ${EndIf}

  ; A folder of ours has an uninstaller: it is the first file written, so that an interrupted installation counts too.
  ${IfNot} ${FileExists} "$INSTDIR\Uninstall.exe"
    FindFirst $0 $1 "$INSTDIR\*"
    ${While} $1 != ""
      ${If} $1 != "."
      ${AndIf} $1 != ".."
        FindClose $0
        !insertmacro Refuse 6 "$(FOREIGN_FOLDER)"
      ${EndIf}
      FindNext $0 $1
    ${EndWhile}
    FindClose $0
  ${EndIf}

  Call ExamineDisk
FunctionEnd

; A program that runs cannot be opened for writing: no window or process needs to be guessed by its name.
!macro ExamineRunning UN
  Function ${UN}ExamineRunning
    StrCpy $Problem ""
    ${If} ${FileExists} "$INSTDIR\${PROGRAM}"
      ClearErrors
      FileOpen $0 "$INSTDIR\${PROGRAM}" a
      ${If} ${Errors}
        !insertmacro Refuse 3 "$(RUNNING)"
      ${EndIf}
      FileClose $0
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro ExamineRunning ""
!insertmacro ExamineRunning "un."

Function ExamineDisk
  StrCpy $2 0
  ${If} ${FileExists} "$INSTDIR\*.*"
    StrCpy $2 1
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\write-test.tmp" w
  ${If} ${Errors}
    !insertmacro Refuse 6 "$(NOT_WRITABLE)"
  ${EndIf}
  FileClose $0
  Delete "$INSTDIR\write-test.tmp"
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$INSTDIR", *l .r3, p 0, p 0) i .r4'
  ${If} $2 = 0
    RMDir "$INSTDIR"
  ${EndIf}
  ${If} $4 = 0
    Return ; a disk that does not tell
  ${EndIf}
  System::Int64Op $3 / 1048576
  Pop $Free
  ; What the earlier version gives back counts as free: it is removed first.
  ReadRegDWORD $5 HKCU "${UNINSTALL_KEY}" "EstimatedSize"
  ${If} $Old == $INSTDIR
    IntOp $5 $5 / 1024
    IntOp $Free $Free + $5
  ${EndIf}
  ${If} $Free < ${NEEDED_MB}
    !insertmacro Refuse 5 "$(NO_SPACE)"
  ${EndIf}
FunctionEnd

; Ends the installer with the exit code and the sentence, shown or (silent) written into the temporary folder.
!macro Stop UN
  Function ${UN}Stop
    ${If} ${Silent}
      FileOpen $0 "$TEMP\latent-explorer-setup.txt" w
      FileWriteUTF16LE /BOM $0 "$Problem$\r$\n"
      FileClose $0
    ${Else}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$Problem"
    ${EndIf}
    SetErrorLevel $Code
    Quit
  FunctionEnd
!macroend
!insertmacro Stop ""
!insertmacro Stop "un."

Function .onInit
  SetShellVarContext current
  SetRegView 64
  StrCpy $Data "$LOCALAPPDATA\latent-explorer"
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    StrCpy $Code 4
    StrCpy $Problem "$(OLD_WINDOWS)"
    Call Stop
  ${EndIf}

  ReadRegStr $Old HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${IfNot} ${FileExists} "$Old\Uninstall.exe"
    StrCpy $Old ""
  ${EndIf}
  Call ChooseDesktopIcon

  ${If} ${Silent}
    Call Examine
    ${If} $Problem != ""
      Call Stop
    ${EndIf}
  ${EndIf}
FunctionEnd

Function OnFolderChosen
  again:
  Call Examine
  ${If} $Problem != ""
    ${If} $Code = 3
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$Problem" IDRETRY again
    ${Else}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$Problem"
    ${EndIf}
    Abort ; stays on the page
  ${EndIf}
FunctionEnd

; --- install ----------------------------------------------------------------------------------------------------------

Section "$(SECTION_PROGRAM)" ProgramSection
  SectionIn RO
  ${If} $Old != ""
    DetailPrint "$(REMOVING_OLD)"
    ClearErrors
    ExecWait '"$Old\Uninstall.exe" /S _?=$Old' $Answer
    ${If} ${Errors}
      StrCpy $Answer "none"
    ${EndIf}
    ${If} $Answer != "0"
      StrCpy $Code 7
      StrCpy $Problem "$(OLD_STAYS)"
      Call Stop
    ${EndIf}
    ${If} $Old != $INSTDIR
      Delete "$Old\Uninstall.exe" ; run in place, it could not remove itself
      RMDir "$Old"
    ${EndIf}
  ${EndIf}

  CreateDirectory "$INSTDIR"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  Call Register
  !insertmacro InstallFiles
  SetOutPath "$INSTDIR" ; where the shortcuts start the program
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
SectionEnd

Section /o "$(SECTION_DESKTOP)" DesktopSection
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${ProgramSection} "$(ABOUT_PROGRAM)"
  !insertmacro MUI_DESCRIPTION_TEXT ${DesktopSection} "$(ABOUT_DESKTOP)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; An icon that is there stays there.
Function ChooseDesktopIcon
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DESKTOP" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${DesktopSection}
  ${ElseIf} ${FileExists} "$DESKTOP\${NAME}.lnk"
    !insertmacro SelectSection ${DesktopSection}
  ${EndIf}
FunctionEnd

; Windows knows a file's type by its last suffix alone, so `.latent.toml` and `.latent-class.toml` are `.toml` to it,
; and those belong to the user's editor. The program therefore only joins the "Open with" list of .toml, for this user.
Function Register
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "Latent Explorer contributors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1

  WriteRegStr HKCU "${APP_PATH}" "" "$INSTDIR\${PROGRAM}"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}" "" "$(OPEN_EXPERIMENT)"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}" "FriendlyTypeName" "$(OPEN_EXPERIMENT)"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.toml\OpenWithProgids" "${PROG_ID}" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".toml" ""
FunctionEnd

; --- uninstall --------------------------------------------------------------------------------------------------------

Function un.onInit
  SetShellVarContext current
  SetRegView 64
  StrCpy $Data "$LOCALAPPDATA\latent-explorer"
  again:
  Call un.ExamineRunning
  ${If} $Problem != ""
    ${IfNot} ${Silent}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$Problem" IDRETRY again
      SetErrorLevel 1
      Quit
    ${EndIf}
    Call un.Stop
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP" ; a folder that is somebody's current one cannot be removed
  !insertmacro RemoveFiles
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"

  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 == $INSTDIR ; else another copy has been installed since, and these are its own
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
    DeleteRegKey HKCU "${UNINSTALL_KEY}"
    DeleteRegKey HKCU "${APP_PATH}"
    DeleteRegKey HKCU "${CLASSES}\${PROG_ID}"
    DeleteRegKey HKCU "${CLASSES}\Applications\${PROGRAM}"
    DeleteRegValue HKCU "${CLASSES}\.toml\OpenWithProgids" "${PROG_ID}"
    DeleteRegKey /ifempty HKCU "${CLASSES}\.toml\OpenWithProgids"
    DeleteRegKey /ifempty HKCU "${CLASSES}\.toml"
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${EndIf}

  FindFirst $0 $1 "$INSTDIR\*"
  ${While} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $1 != "Uninstall.exe"
      ${IfNot} ${Silent}
        MessageBox MB_OK|MB_ICONINFORMATION "$(LEFT_OVER)"
      ${EndIf}
      ${Break}
    ${EndIf}
    FindNext $0 $1
  ${EndWhile}
  FindClose $0
SectionEnd
