; What the installer and the uninstaller say, in English and Simplified Chinese. Part of latent-explorer.nsi.

!macro Text NAME ENGLISH CHINESE
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_SIMPCHINESE} "${CHINESE}"
!macroend

!insertmacro Text SECTION_PROGRAM "Latent Explorer" "Latent Explorer"
!insertmacro Text SECTION_DESKTOP "Icon on the desktop" "桌面图标"
!insertmacro Text ABOUT_PROGRAM \
  "The program, its entry in the start menu, and a place in the $\"Open with$\" list of experiment files." \
  "程序本身、开始菜单中的条目，以及实验文件“打开方式”列表中的一项。"
!insertmacro Text ABOUT_DESKTOP "An icon on the desktop of this user." "在当前用户的桌面上放置图标。"
!insertmacro Text OPEN_EXPERIMENT "Latent Explorer experiment or class" "Latent Explorer 实验或课堂"

!insertmacro Text OLD_WINDOWS \
  "Latent Explorer needs a 64-bit Windows 10 (version 1809) or newer; this computer has an older one." \
  "Latent Explorer 需要 64 位 Windows 10（1809 版）或更新的系统；这台电脑的系统不符合要求。"
!insertmacro Text RUNNING \
  "Latent Explorer is running from $INSTDIR. Please save and close it, then try again." \
  "Latent Explorer 正在 $INSTDIR 中运行。请保存并关闭它，然后重试。"
!insertmacro Text NO_SPACE \
  "Latent Explorer needs ${NEEDED_MB} MB on the disk of $INSTDIR, and only $Free MB are free." \
  "Latent Explorer 需要在 $INSTDIR 所在的磁盘上占用 ${NEEDED_MB} MB，目前只有 $Free MB 可用。"
!insertmacro Text TOO_LONG \
  "The folder's name has $Length characters; Windows leaves room for at most ${MAX_INSTDIR}. Please choose a shorter one." \
  "文件夹路径有 $Length 个字符；Windows 最多允许 ${MAX_INSTDIR} 个。请选择更短的路径。"
!insertmacro Text DATA_FOLDER \
  "$INSTDIR belongs to your runs ($Data). Please choose another folder for the program." \
  "$INSTDIR 用于保存您的运行记录（$Data）。请为程序选择另一个文件夹。"
!insertmacro Text FOREIGN_FOLDER \
  "$INSTDIR holds files of something else. Please choose a new or an empty folder." \
  "$INSTDIR 中有其他文件。请选择一个新文件夹或空文件夹。"
!insertmacro Text NOT_WRITABLE \
  "$INSTDIR cannot be written by this user. Please choose another folder." \
  "当前用户无法写入 $INSTDIR。请选择另一个文件夹。"
!insertmacro Text OLD_STAYS \
  "The version in $Old could not be removed (code $Answer), so nothing was installed. Please uninstall it first." \
  "无法移除 $Old 中的旧版本（代码 $Answer），因此没有安装任何内容。请先将其卸载。"
!insertmacro Text REMOVING_OLD "Removing the version in $Old" "正在移除 $Old 中的旧版本"

!insertmacro Text UNINSTALL_TEXT \
  "Latent Explorer will be removed from this computer. Your runs, settings and data sets stay in $Data." \
  "将从这台电脑中移除 Latent Explorer。您的运行记录、设置和数据集会保留在 $Data。"
!insertmacro Text UNINSTALLED \
  "Removed. Your runs, settings and data sets are still in $Data." \
  "已移除。您的运行记录、设置和数据集仍在 $Data。"
!insertmacro Text LEFT_OVER \
  "$INSTDIR holds files that were not installed with the program; they were left there." \
  "$INSTDIR 中有并非随程序安装的文件，它们已被保留。"
