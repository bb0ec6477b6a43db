# Completion of specmill for PowerShell. Made by `specmill completion powershell`.

Register-ArgumentCompleter -Native -CommandName 'specmill', 'specmill.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $binary = Get-Command -Name 'specmill' -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $binary) { return }
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    $current = @(if ($wordToComplete) { $wordToComplete })
    $next = @(if (-not $wordToComplete) { '--next' })
    & $binary complete @next '--' @words @current 2>$null | ForEach-Object {
        $value, $text = $_ -split "`t", 2
        if ($value -eq ':file' -or $value -eq ':folder') {
            $rest = $wordToComplete.Substring([Math]::Min("$text".Length, $wordToComplete.Length))
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($rest) |
                Where-Object { $value -eq ':file' -or $_.ResultType -eq 'ProviderContainer' } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new("$text$($_.CompletionText)", $_.ListItemText, $_.ResultType, $_.ToolTip)
                }
        } else {
            if (-not $text) { $text = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $text)
        }
    }
}

