using Xunit;

namespace Moderation.ArticleSite.Tests;

/// <summary>Texts that would run or break the page if any field were written as it came.</summary>
public static class Hostile
{
    public static TheoryData<string> Texts =>
        [
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</textarea><svg/onload=alert(1)>",
            "</p></article><h1>Tin giả</h1>",
            "<!-- --><iframe srcdoc=\"<script>alert(1)</script>\">",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        ];
}
