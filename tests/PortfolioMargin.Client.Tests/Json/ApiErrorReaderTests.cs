using System.Text;
using CsCheck;
using PortfolioMargin.Client.Errors;
using PortfolioMargin.Client.Json;

namespace PortfolioMargin.Client.Tests.Json;

public class ApiErrorReaderTests
{
    [Theory]
    [InlineData("""{"code":-1121,"msg":"Invalid symbol."}""", -1121, "Invalid symbol.")]
    [InlineData("\uFEFF{ \"msg\" : \"no\", \"code\" : \"-2015\", \"more\" : [] }", -2015, "no")]
    [InlineData("""{"code":-1000}""", -1000, "")]
    [InlineData("""{"code":0,"msg":null}""", 0, "")]
    [InlineData("""{"code":-1021,"msg":{"code":1,"msg":"x"}}""", -1021, "")]
    [InlineData("""{"more":{"code":1},"code":-1021,"msg":12}""", -1021, "")]
    [InlineData("""{"code":-1,"msg":" a\r\n\tb\u0000\u202e "}""", -1, "a   b")]
    public void The_code_and_the_words_are_read(string body, int code, string message) =>
        Assert.Equal(new ApiError(code, message), Read(body));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"msg":"x"}""")]
    [InlineData("""{"code":null,"msg":"x"}""")]
    [InlineData("""{"code":-1.5,"msg":"x"}""")]
    [InlineData("""{"code":99999999999,"msg":"x"}""")]
    [InlineData("""{"code":{"code":-1},"msg":"x"}""")]
    [InlineData("""{"code":"many","msg":"x"}""")]
    [InlineData("""[{"code":-1,"msg":"x"}]""")]
    [InlineData("""{"code":-1,"msg":"x"}}""")]
    [InlineData("""{"code":-1,"msg":"x""")]
    public void Anything_else_is_no_error_body(string body) => Assert.Null(Read(body));

    [Fact]
    public void A_code_is_read_though_its_words_are_not_in_UTF_8()
    {
        ApiError? latin = ApiErrorReader.TryRead(Encoding.Latin1.GetBytes("""{"code":-1021,"msg":"Zeit überschritten"}"""));
        ApiError? half = Read("""{"code":-1021,"msg":"half \ud800"}""");

        Assert.Equal(new ApiError(-1021, "Zeit \ufffdberschritten"), latin);
        Assert.Equal(-1021, half!.Code);
        Assert.StartsWith("half", half.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_message_is_cut()
    {
        ApiError? error = Read($$"""{"code":-1,"msg":"{{new string('x', 10_000)}}"}""");
        Assert.Equal(new string('x', ApiErrorReader.MaximumMessageLength - 1) + "…", error!.Message);
    }

    [Fact]
    public void Any_bytes_are_an_error_body_or_not_but_never_throw()
    {
        byte[] body = Encoding.UTF8.GetBytes("""{"code":-1121,"msg":"In\u0076alid \ud83d\ude00."}""");
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte, Gen.Int[0, body.Length]).Sample(
            change =>
            {
                byte[] changed = [.. body];
                changed[change.Item1] = change.Item2;
                ApiErrorReader.TryRead(changed.AsSpan(0, change.Item3));
            },
            iter: 10_000);
    }

    private static ApiError? Read(string body) => ApiErrorReader.TryRead(Encoding.UTF8.GetBytes(body));
}
