using System.Text.Json.Nodes;

namespace Moderation.Intake.Tests;

/// <summary>Requests to start from.</summary>
public static class Comments
{
    public static JsonObject Valid() =>
        new()
        {
            ["name"] = "Nguyễn Thị Hòa",
            ["title"] = "Cầu mới, đường cũ",
            ["content"] = "Cầu đã thông xe nhưng nút giao phía nam vẫn tắc mỗi sáng.",
        };

    /// <summary>With one member more, or another; a dot goes into a nested object.</summary>
    public static JsonObject With(string name, JsonNode? value)
    {
        var comment = Valid();
        var path = name.Split('.');
        if (path.Length == 1)
            comment[name] = value;
        else
            comment[path[0]] = new JsonObject { [path[1]] = value };
        return comment;
    }
}
