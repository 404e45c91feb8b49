@echo off
rem Starts Everlog; see the script "everlog" beside this one. stdout belongs to the protocol.
setlocal EnableExtensions
for %%i in ("%~dp0.") do set "bin=%%~fi"
for %%i in ("%bin%\..") do set "module=%%~fi"
for %%i in ("%module%\..") do set "root=%%~fi"
set "jar=%module%\target\everlog\lib\mcp-server.jar"

if not exist "%jar%" (
  echo everlog: building once, this takes some minutes 1>&2
  pushd "%root%"
  call mvnw.cmd -q -B -DskipTests package <nul 1>&2
  popd
)
if not exist "%jar%" (
  echo everlog: the build failed; mvnw -DskipTests package in %root% says why 1>&2
  exit /b 2
)

set "jdk="
call :try "%JAVA25_HOME%"
call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where javac 2^>nul') do call :try "%%~dpj.."
for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks" "%LOCALAPPDATA%\Programs\Eclipse Adoptium") do (
  if exist "%%~p" for /d %%j in ("%%~p\*") do call :try "%%~j"
)
if not defined jdk (
  echo everlog: no JDK 25 found. Get one: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  exit /b 2
)

"%jdk%\bin\java" "@%bin%\jvm.options" "-Djava.util.logging.config.file=%bin%\logging.properties" "-Deverlog.launcher=%bin%\everlog.cmd" %EVERLOG_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%

rem Keeps the first JDK 25 that is offered.
:try
if defined jdk exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>&1 && set "jdk=%~1"
exit /b 0
