<#
.SYNOPSIS
Proves the Windows packages on the machine it runs on, as the current user: install silently, self-test, picture,
uninstall, and what is left.

.DESCRIPTION
    powershell -ExecutionPolicy Bypass -File packaging\windows\verify.ps1 -Setup dist\latent-explorer-0.3.0-windows-x86_64-setup.exe
    powershell -ExecutionPolicy Bypass -File packaging\windows\verify.ps1 -Zip dist\latent-explorer-0.3.0-windows-x86_64.zip

Reports, pictures and logs go to -Work (build\verify). The exit code is 0 only when every check passed. Refuses to run
where the program is installed already, as it would be removed. Works with Windows PowerShell 5.1 and with 7; this file
has no characters beyond ASCII, because 5.1 reads them in the system's own code page.

Its syntax was checked with a grammar of PowerShell; it has not yet been run on Windows.
#>
param(
    [string] $Setup,
    [string] $Zip,
    [string] $Work = 'build\verify',
    [int] $TimeoutSeconds = 600
)
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'

$UninstallKey = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Latent Explorer'
$ProgId = 'HKCU:\Software\Classes\LatentExplorer.Experiment'
$StartMenu = Join-Path ([Environment]::GetFolderPath('Programs')) 'Latent Explorer.lnk'
$UserData = Join-Path $env:LOCALAPPDATA 'latent-explorer'
$Chinese = -join [char[]](0x7A0B, 0x5E8F)  # "program"
$script:Failures = 0

function Fail([string] $Text) {
    $script:Failures += 1
    Write-Host "FAILED: $Text"
}

function Assert-True([bool] $Fact, [string] $Text) {
    if ($Fact) { Write-Host "ok: $Text" } else { Fail $Text }
}

# The program has no console, so PowerShell would not wait for it. Arguments are one string, quoted by the caller.
function Invoke-Program([string] $File, [string] $Arguments) {
    $process = Start-Process -FilePath $File -ArgumentList $Arguments -PassThru
    $null = $process.Handle  # without it, the exit code is lost
    if (-not $process.WaitForExit($TimeoutSeconds * 1000)) {
        $process.Kill()
        Fail "$File did not end within $TimeoutSeconds s"
        return -1
    }
    return $process.ExitCode
}

function Get-Listing([string] $Folder) {
    Get-ChildItem -LiteralPath $Folder -Recurse -Force -File |
        ForEach-Object { '{0} {1}' -f $_.FullName.Substring($Folder.Length), $_.Length } | Sort-Object
}

function Test-Program([string] $Folder, [string] $Name) {
    $program = Join-Path $Folder 'latent-explorer.exe'
    Assert-True (Test-Path -LiteralPath $program) "$Name has the program"
    # Runners have Microsoft's runtime installed; a bare Windows has not.
    foreach ($dll in 'vcruntime140.dll', 'vcruntime140_1.dll', 'msvcp140.dll') {
        $found = @(Get-ChildItem -LiteralPath $Folder -Recurse -Filter $dll)
        Assert-True ($found.Count -gt 0) "$Name brings $dll"
    }
    $before = Get-Listing $Folder

    $report = Join-Path $Work "$Name-self-test.json"
    $code = Invoke-Program $program "--self-test --report `"$report`""
    Assert-True ($code -eq 0) "$Name passes its self-test (exit code $code)"
    if (Test-Path -LiteralPath $report) { Get-Content -LiteralPath $report -Encoding UTF8 -Tail 60 }
    else { Fail "$Name wrote no report of its self-test" }

    $picture = Join-Path $Work "$Name-window.png"
    $code = Invoke-Program $program "--screenshot `"$picture`" --after-steps 20 --lang zh_CN"
    Assert-True ($code -eq 0 -and (Test-Path -LiteralPath $picture)) "$Name draws its window (exit code $code)"

    $changed = @(Compare-Object @($before) @(Get-Listing $Folder))
    Assert-True ($changed.Count -eq 0) "$Name writes nothing into its own folder"
}

function Test-Setup([string] $File) {
    if (Test-Path -LiteralPath $UninstallKey) {
        throw "Latent Explorer is installed already; uninstall it first, as this would remove it"
    }
    # /D= takes the rest of the line, without quotes even when it has spaces.
    $folder = Join-Path $Work "in stalled $Chinese"
    $code = Invoke-Program $File "/S /DESKTOP /D=$folder"
    Assert-True ($code -eq 0) "the installer works silently (exit code $code)"
    $entry = Get-ItemProperty -LiteralPath $UninstallKey
    Assert-True ($entry.InstallLocation -eq $folder) 'it is in the list of programs'
    Assert-True ($entry.EstimatedSize -gt 0) "with its size ($($entry.EstimatedSize) KB) and version $($entry.DisplayVersion)"
    Assert-True (Test-Path -LiteralPath $StartMenu) 'it is in the start menu'
    Assert-True (Test-Path -LiteralPath $ProgId) 'it can open experiments'

    Test-Program $folder 'setup'
    $kept = Join-Path $UserData 'kept-by-verify.txt'
    $null = New-Item -ItemType Directory -Force -Path $UserData
    Set-Content -LiteralPath $kept -Value 'a run of the user'

    $code = Invoke-Program $File "/S /D=$folder"
    Assert-True ($code -eq 0) "it installs over itself (exit code $code)"

    # The uninstaller goes on in a copy of itself, so its end is seen by what is gone.
    $null = Invoke-Program (Join-Path $folder 'Uninstall.exe') '/S'
    $deadline = (Get-Date).AddSeconds($TimeoutSeconds)
    while ((Test-Path -LiteralPath $folder) -and (Get-Date) -lt $deadline) { Start-Sleep -Milliseconds 200 }
    Assert-True (-not (Test-Path -LiteralPath $folder)) 'the uninstaller removes the whole folder'
    Assert-True (-not (Test-Path -LiteralPath $UninstallKey)) 'and the entry in the list of programs'
    Assert-True (-not (Test-Path -LiteralPath $ProgId)) 'and the file type'
    Assert-True (-not (Test-Path -LiteralPath $StartMenu)) 'and the entry in the start menu'
    Assert-True (Test-Path -LiteralPath $kept) "and keeps the user's data in $UserData"
    Remove-Item -LiteralPath $kept
}

function Test-Zip([string] $File) {
    $folder = Join-Path $Work "un packed $Chinese"
    Expand-Archive -LiteralPath $File -DestinationPath $folder -Force
    $top = @(Get-ChildItem -LiteralPath $folder)
    Assert-True ($top.Count -eq 1) 'the .zip has one top folder'
    Test-Program $top[0].FullName 'zip'
    Remove-Item -LiteralPath $folder -Recurse -Force
}

if (-not $Setup -and -not $Zip) { throw 'expected -Setup FILE, -Zip FILE or both' }
$null = New-Item -ItemType Directory -Force -Path $Work
$Work = (Resolve-Path -LiteralPath $Work).ProviderPath
if ($Setup) { Test-Setup (Resolve-Path -LiteralPath $Setup).ProviderPath }
if ($Zip) { Test-Zip (Resolve-Path -LiteralPath $Zip).ProviderPath }
if ($script:Failures -gt 0) {
    Write-Host "$($script:Failures) checks failed; see $Work"
    exit 1
}
Write-Host "all checks passed; see $Work"
exit 0
