using Xunit;

namespace Moderation.Text.Tests;

public class StrangeWordsTests
{
    [Theory]
    [InlineData("Cầu mới thông xe, đi làm đỡ tắc hẳn.", 9, 0)]
    [InlineData("cau moi thong xe", 4, 0)]
    [InlineData("giá 350000 đồng", 3, 0)]
    [InlineData("k88vip.net khuyến mãi", 4, 1)]
    [InlineData("the government should resign", 4, 3)]
    [InlineData("", 0, 0)]
    [InlineData("… !!! 👍", 0, 0)]
    public void Words_that_can_be_no_Vietnamese_are_counted(string text, int words, int strange) =>
        Assert.Equal((words, strange), StrangeWords.Count(text));
}
